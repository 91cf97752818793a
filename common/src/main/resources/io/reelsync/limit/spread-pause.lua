-- Tells this server what the database knows of a source's last pause. Told twice it changes nothing; an older pause
-- changes nothing either. All times in microseconds.
-- KEYS: the end of the pause; the recovery from it.
-- ARGV: a number that grows with each pause, 0 for one that the database doesn't know yet; what is left of it; the pace
-- after it, in eighths; the time since the source gave a good answer, -1 where it hasn't yet; the channel on which those
-- who hold slots hear of it; the source.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local left, answered = tonumber(ARGV[2]), tonumber(ARGV[4])
local ends = now + left
local stands = tonumber(redis.call('GET', KEYS[1]) or '0')
if left > 0 and stands < ends and (stands == 0 or ARGV[1] ~= '0') then
  redis.call('SET', KEYS[1], string.format('%.0f', ends), 'PX', math.ceil(left / 1000) + 1)
  -- Who may not publish lets the others find out when they next ask.
  redis.pcall('PUBLISH', ARGV[5], ARGV[6])
end
local known = redis.call('HMGET', KEYS[2], 'number', 'since')
local number = tonumber(known[1] or '0')
if number < tonumber(ARGV[1]) then
  local since = answered < 0 and 0 or now - answered
  redis.call('HSET', KEYS[2], 'number', ARGV[1], 'pace', ARGV[3], 'since', string.format('%.0f', since), 'probe', '0')
elseif number == tonumber(ARGV[1]) and known[2] == '0' and answered >= 0 then
  redis.call('HSET', KEYS[2], 'since', string.format('%.0f', now - answered))
end
return 1
