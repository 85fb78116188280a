/** What `--help` says. */
export const help = `Finds async traps in Python asyncio, TypeScript and JavaScript.

Usage: async-pitfalls check [paths…] [options]
       async-pitfalls explain FILE:LINE[:COLUMN] [--python PATH] [--format text|json] [--language en|zh-CN]
                                                     [--no-color]

Paths are files or folders; without one the current folder is checked. Folders are searched for
.py, .ts, .tsx, .mts, .cts, .js, .jsx, .mjs and .cjs files, without what .gitignore leaves out.

"explain" prints what is known of the calls on a line, or of the expression at a column, and why: where it is
defined, its type, whether it is awaitable, whether and how it blocks, what it reads and writes. On the line of a
definition it prints who calls the function, anywhere in the project.

Options
  --format text|json           how to print findings (default: text)
  --preset recommended|strict  which rules (default: from the settings file, else recommended)
  --fix                        apply the fixes that keep behaviour, report what remains
  --fix-review                 also apply fixes that change timing or meaning; look at them afterwards
  --config FILE                settings file (default: async-pitfalls.json or pyproject.toml, found upwards)
  --python PATH                Python environment or interpreter whose packages are read (default: .venv, venv or env
                               of the project, else the activated one)
  --report-unused-ignores      report "async-pitfalls: ignore" comments that silence nothing
  --cache-location DIR         where findings are kept from run to run (default: ASYNC_PITFALLS_CACHE, else your
                               account's cache folder); files that cannot have changed their findings are not analysed again
  --no-cache                   analyse everything, keep nothing
  --threads N                  analyse N files at a time, each in memory of its own (default: half as many as there are
                               processors, 4 at most, and 1 for less than a thousand files)
  --stats                      print figures about files, calls and time
  --language en|zh-CN          language of messages and explanations
  --no-color                   no colours (also with NO_COLOR set, or when not on a terminal)
  --help, --version

Exit status: 0 nothing found, 1 findings, 2 wrong usage or settings, or a given path cannot be checked.
`;
