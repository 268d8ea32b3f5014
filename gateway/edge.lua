-- Rules that both engines run before they look at a token: Lua 5.1, no engine's own API.

-- True when the path has a backslash, a broken escape, or an escaped slash, backslash or control
-- character: services decode or turn those around, the routes of a gateway do not.
local function hides_its_path(path)
  if path:find("\\") or path:find("%%%x?$") or path:find("%%%x?[^%x]") then
    return true
  end
  for hex in path:gmatch("%%(%x%x)") do
    if string.char(tonumber(hex, 16)):find("^[%c/\\]$") then
      return true
    end
  end
  return false
end

-- The values of every cookie `access_token`, in order.
local function tokens_of(cookie_headers)
  local tokens = {}
  for _, header in ipairs(cookie_headers) do
    for cookie in header:gmatch("[^;]+") do
      local name, value = cookie:match("^%s*([^=]-)%s*=%s*(.-)%s*$")
      if name == "access_token" then
        tokens[#tokens + 1] = value
      end
    end
  end
  return tokens
end

-- True when two readers could take different tokens out of the same headers.
local function is_ambiguous(cookie_headers, authorizations)
  local tokens = tokens_of(cookie_headers)
  if #tokens > 1 or #authorizations > 1 then
    return true
  end
  local token, authorization = tokens[1], authorizations[1]
  if token and not token:find("^[%w%-_.]+$") then
    return true
  end
  if not authorization then
    return false
  end
  local bearer = authorization:match("^Bearer ([%w%-_.]+)$")
  return not bearer or (token ~= nil and token ~= bearer)
end
