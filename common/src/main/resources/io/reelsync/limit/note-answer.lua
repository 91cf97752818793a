-- Notes how a source dealt with a request, and answers 1 where it has failed most of the last ones.
-- KEYS: the list of the last answers. ARGV: 1 for a failure; how many to look at; how many there must be.
redis.call('LPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], 0, tonumber(ARGV[2]) - 1)
redis.call('EXPIRE', KEYS[1], 3600)
if ARGV[1] == '0' then return 0 end
local answers = redis.call('LRANGE', KEYS[1], 0, -1)
local failed = 0
for _, answer in ipairs(answers) do
  if answer == '1' then failed = failed + 1 end
end
if #answers < tonumber(ARGV[3]) or failed * 2 <= #answers then return 0 end
redis.call('DEL', KEYS[1])
return 1
