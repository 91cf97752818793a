-- Lets another request be the probe after a pause. KEYS: the state.
if redis.call('HGET', KEYS[1], 'since') == '0' then
  redis.call('HSET', KEYS[1], 'probe', '0')
end
return 1
