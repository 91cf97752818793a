-- Notes how titles of a source fared, and answers 1 where most of the last titles failed. Each title counts once, with its
-- last answer, however often it is asked for.
-- KEYS: the last titles. Their scores are twice the time in microseconds, and one more where the title failed.
-- ARGV: how many titles to keep; at how many of the last to look; how many there must be; the title that failed after
-- all of these, empty for none; the titles that had an answer, in their order.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2] - #ARGV
local fared = {}
local function note(title, score)
  fared[#fared + 1] = string.format('%.0f', score)
  fared[#fared + 1] = title
end
for i = 5, #ARGV do note(ARGV[i], 2 * (now + i)) end
if ARGV[4] ~= '' then note(ARGV[4], 2 * (now + #ARGV) + 1) end
redis.call('ZADD', KEYS[1], unpack(fared))
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[1]))
redis.call('EXPIRE', KEYS[1], 3600)
if ARGV[4] == '' then return 0 end
local last = redis.call('ZREVRANGE', KEYS[1], 0, tonumber(ARGV[2]) - 1, 'WITHSCORES')
local titles, failures = #last / 2, 0
for i = 2, #last, 2 do
  failures = failures + tonumber(last[i]) % 2
end
if titles < tonumber(ARGV[3]) or failures * 2 <= titles then return 0 end
redis.call('DEL', KEYS[1])
return 1
