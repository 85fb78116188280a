#!/usr/bin/env bash
# Every real editor against the built extension: VS Code as a person, VS Code from inside, Neovim, Emacs.
#   e2e/run.sh [DIR] [--vsix FILE]     DIR (default: e2e/.installed) is filled by setup.sh first; ends non-zero if anything failed
#   EDITORS=0   only VS Code     VSCODE=0   only Neovim and Emacs     APT=0   see setup.sh
#   SERVER=FILE another server bundle for Neovim and Emacs than dist/server.js
# Needs dist/server.js and, unless --vsix says otherwise, the .vsix of `npm run package`.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$here/.installed
case ${1:-} in ''|--*) ;; *) dir=$1; shift ;; esac
bash "$here/setup.sh" "$dir" || exit 1
dir=$(cd "$dir" && pwd)
home=$(mktemp -d)   # an editor of the one who runs this must not bring its own settings
trap 'rm -rf "$home"' EXIT
rc=0

# part TITLE COMMAND…  one client; `timeout` is the last resort, every wait inside has its own limit
part() {
  local title=$1; shift
  printf '\n== %s\n' "$title"
  timeout --kill-after=20 300 "$@" </dev/null || { rc=1; echo "== $title: FAILED"; }
}

if [ "${VSCODE:-1}" = 1 ]; then
  part 'VS Code, as a person' node "$here/vscode.mjs" --dir "$dir" "$@"
  part 'VS Code, inside its extension host' node "$here/exthost.mjs" --dir "$dir" "$@"
fi
if [ "${EDITORS:-1}" = 1 ]; then
  cd "$here/.." || exit 1
  part Neovim env HOME="$home" nvim --headless --clean -c "luafile $here/neovim.lua"
  part Emacs env HOME="$home" emacs -Q --batch -l "$here/emacs.el"
fi
exit $rc
