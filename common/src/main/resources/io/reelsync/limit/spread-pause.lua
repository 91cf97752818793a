-- Tells this server what the database knows of a source's last pause. Told twice it changes nothing; an older pause
-- changes nothing either. All times in microseconds.
-- KEYS: the state. ARGV: a number that grows with each pause, 0 for one that the database doesn't know yet; what is left
-- of it; the pace after it, in eighths; the time since the source gave a good answer, -1 where it hasn't yet; the channel
-- on which those who hold slots hear of it; the source.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local left, answered = tonumber(ARGV[2]), tonumber(ARGV[4])
local ends = now + left
local known = redis.call('HMGET', KEYS[1], 'paused', 'number', 'since')
local stands = tonumber(known[1] or '0')
if left > 0 and stands < ends and (stands <= now or ARGV[1] ~= '0') then
  redis.call('HSET', KEYS[1], 'paused', string.format('%.0f', ends))
  -- Who may not publish lets the others find out when they next ask.
  redis.pcall('PUBLISH', ARGV[5], ARGV[6])
end
local number = tonumber(known[2] or '0')
if number < tonumber(ARGV[1]) then
  local since = answered < 0 and 0 or now - answered
  redis.call('HSET', KEYS[1], 'number', ARGV[1], 'pace', ARGV[3], 'since', string.format('%.0f', since), 'probe', '0')
elseif number == tonumber(ARGV[1]) and known[3] == '0' and answered >= 0 then
  redis.call('HSET', KEYS[1], 'since', string.format('%.0f', now - answered))
end
return 1
