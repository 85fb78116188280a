-- Neovim's own LSP client against the language server over stdio, headless, from the repository's root:
--   nvim --headless --clean -c 'luafile e2e/neovim.lua'     (the -l switch is newer than Debian 12's Neovim)
-- Neovim counts columns in bytes and has no pull diagnostics (0.7): both are what this test is for.
local root = vim.fn.getcwd()
local function read(name) return vim.fn.readfile(root .. '/e2e/scene/' .. name) end
local scene = vim.fn.json_decode(table.concat(read('scene.json'), '\n'))
local before, after = read('trap.py'), read('fixed.py')

local passed, failed = 0, 0
local function say(text) io.stdout:write(text .. '\n') end
local function finish()
  say(('%d passed, %d failed'):format(passed, failed))
  vim.cmd(failed == 0 and 'qall!' or 'cquit!')
end
-- the first failure ends the run: later steps build on earlier ones
local function step(title, ok, detail)
  local text = title .. ((detail and detail ~= '') and ('  (' .. detail .. ')') or '')
  if not ok then error(text, 0) end
  passed = passed + 1
  say('ok   ' .. text)
end
local function eventually(probe) return vim.wait(20000, probe, 20) end

-- "rule line text" of every diagnostic; the text is cut from the buffer by the byte columns that Neovim computed
local function findings()
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, d.lnum, d.lnum + 1, false)[1] or ''
    table.insert(found, ('%s %d %s'):format(d.code, d.lnum, line:sub(d.col + 1, d.end_col)))
  end
  table.sort(found)
  return table.concat(found, ' | ')
end
local function expected(without)
  local wanted = {}
  for _, f in ipairs(scene.findings) do
    if f.rule ~= without then table.insert(wanted, ('%s %d %s'):format(f.rule, f.line, f.text)) end
  end
  table.sort(wanted)
  return table.concat(wanted, ' | ')
end
local function buffer() return vim.api.nvim_buf_get_lines(0, 0, -1, false) end

-- what the server shows to the user
local messages = {}
vim.lsp.handlers['window/showMessage'] = function(_, result) table.insert(messages, result.message) end

local folder = vim.fn.tempname()
local function scenario()
  vim.fn.mkdir(folder, 'p')
  local file = folder .. '/trap.py'
  vim.fn.writefile(before, file)
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  vim.bo.filetype = 'python'
  local v = vim.version()
  say(('Neovim %d.%d.%d'):format(v.major, v.minor, v.patch))

  local client = vim.lsp.start_client({
    name = scene.source,
    root_dir = folder,
    cmd = { 'node', vim.env.SERVER or (root .. '/' .. scene.server), '--stdio' },
  })
  step('the server starts', client ~= nil)
  vim.lsp.buf_attach_client(0, client)
  eventually(function() return findings() == expected() end)
  step('the findings are pushed, in the right columns', findings() == expected(), findings())
  local trap
  for _, d in ipairs(vim.diagnostic.get(0)) do
    step('source of ' .. d.code, d.source == scene.source, d.message)
    if d.code == scene.fix.rule then trap = d end
  end

  -- the real vim.lsp.buf.code_action(), with its menu answered as a person would
  local offered, taken = {}, false
  vim.ui.select = function(items, options, choose)
    for index, item in ipairs(items) do
      local title = options.format_item(item)
      table.insert(offered, title)
      if not taken and vim.startswith(title, scene.fix.title) then
        taken = true
        choose(item, index)
      end
    end
  end
  vim.api.nvim_win_set_cursor(0, { trap.lnum + 1, trap.col })
  vim.lsp.buf.code_action()
  eventually(function() return #offered > 0 end)
  step(('a fix that starts with "%s" is offered'):format(scene.fix.title), taken, table.concat(offered, ' | '))
  eventually(function() return vim.deep_equal(buffer(), after) end)
  step('it changes that line only, behind the emoji', vim.deep_equal(buffer(), after), buffer()[trap.lnum + 1])
  eventually(function() return findings() == expected(scene.fix.rule) end)
  step('its finding goes, the others stay', findings() == expected(scene.fix.rule), findings())
  vim.cmd('silent write')
  step('the file on disk is as expected', vim.deep_equal(vim.fn.readfile(file), after))

  -- a fix that makes a function async: its callers in a file that is not open are told
  local elsewhere = scene.elsewhere
  vim.fn.writefile(read('callers.py'), folder .. '/callers.py')
  vim.fn.writefile(read('loader.py'), folder .. '/loader.py')
  vim.cmd('edit ' .. vim.fn.fnameescape(folder .. '/loader.py'))
  vim.bo.filetype = 'python'
  vim.lsp.buf_attach_client(0, client)
  eventually(function() return #vim.diagnostic.get(0) > 0 end)
  local outside = vim.diagnostic.get(0)[1]
  step('a second file has its finding', outside ~= nil and outside.code == elsewhere.rule, outside and outside.message)
  vim.ui.select = function(items, options, choose)
    for index, item in ipairs(items) do
      if vim.startswith(options.format_item(item), elsewhere.title) then return choose(item, index) end
    end
  end
  vim.api.nvim_win_set_cursor(0, { outside.lnum + 1, outside.col })
  vim.lsp.buf.code_action()
  eventually(function() return #messages > 0 end)
  step('its fix tells who calls the function elsewhere', messages[1] == elsewhere.told, table.concat(messages, ' | '))
  vim.cmd('silent write')
  vim.lsp.stop_client(client)
  step('the server stops when asked', eventually(function() return vim.lsp.client_is_stopped(client) end))
end

local ok, problem = pcall(scenario)
if not ok then
  failed = failed + 1
  say('FAIL ' .. tostring(problem))
end
vim.fn.delete(folder, 'rf')
finish()
