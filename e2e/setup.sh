#!/usr/bin/env bash
# Installs what the editor tests need into DIR (default: e2e/.installed); a second run keeps every finished part.
#   e2e/setup.sh [DIR]
# Needs Debian 12 or newer with Node 20+ and npm. Not root? apt-get is then asked for through sudo.
#   EDITORS=0   without Neovim and Emacs
#   APT=0       never touch apt-get (the machine is provisioned already)
#
# Why code-server: it is VS Code's own workbench and extension host, and it comes from npm, so the tests need
# no desktop, no display server and no download outside npm and Debian.
set -euo pipefail

CODE_SERVER=4.139.1       # VS Code 1.139.1
CODE_SERVER_NODE=24.21.0  # the Node its native modules and its extension host are made for
PLAYWRIGHT=1.65.1

dir=${1:-$(dirname "$0")/.installed}
dir=$(mkdir -p "$dir" && cd "$dir" && pwd)
logs=$dir/log
mkdir -p "$logs"
export DEBIAN_FRONTEND=noninteractive npm_config_audit=false npm_config_fund=false \
  npm_config_update_notifier=false npm_config_loglevel=error npm_config_progress=false

report() { printf '%4ds  %s\n' "$SECONDS" "$*"; }

# logged NAME COMMAND…  keeps the noise in a file and shows its end only when the command fails
logged() {
  local log=$logs/$1.log; shift
  "$@" >"$log" 2>&1 || { echo "failed: $*" >&2; tail -n 25 "$log" >&2; return 1; }
}

# private DIR  makes DIR an npm project of its own, so that npm does not climb to the repository's package.json
private() { mkdir -p "$1"; [ -f "$1/package.json" ] || echo '{"private": true}' >"$1/package.json"; }

# apt_install PACKAGE…
apt_install() {
  [ $# -gt 0 ] || return 0
  [ "${APT:-1}" = 1 ] || { echo "missing Debian packages: $*" >&2; return 1; }
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  logged apt-update "${root[@]}" apt-get update -qq
  logged apt-install "${root[@]}" apt-get install -y -qq --no-install-recommends "$@"
  report "Debian packages: $*"
}

has_eglot() { emacs --batch --eval '(kill-emacs (if (locate-library "eglot") 0 1))' >/dev/null 2>&1; }

system_packages() {
  local wanted=()
  command -v chromium >/dev/null || command -v google-chrome >/dev/null || [ -n "${CHROMIUM:-}" ] || wanted+=(chromium)
  command -v g++ >/dev/null || wanted+=(g++)
  command -v make >/dev/null || wanted+=(make)
  command -v python3 >/dev/null || wanted+=(python3)
  [ -n "$(find /usr/share/fonts -name '*.ttf' -print -quit 2>/dev/null)" ] || wanted+=(fonts-dejavu-core)
  if [ "${EDITORS:-1}" = 1 ]; then
    command -v nvim >/dev/null || wanted+=(neovim)
    command -v emacs >/dev/null || wanted+=(emacs-nox)
  fi
  apt_install "${wanted[@]}"
  # Emacs 29 brings Eglot along; for 28 it is a package of its own
  if [ "${EDITORS:-1}" = 1 ] && ! has_eglot; then apt_install elpa-eglot; fi
}

# The npm package node-linux-* carries bin/node and, beside it, the headers that native modules are compiled with.
node_runtime() {
  local home=$dir/node cpu
  cpu=$(node -p process.arch)
  runtime=$home/node_modules/node-linux-$cpu
  if [ "$("$runtime/bin/node" -v 2>/dev/null)" != "v$CODE_SERVER_NODE" ]; then
    private "$home"
    logged node npm --prefix "$home" install --ignore-scripts "node-linux-$cpu@$CODE_SERVER_NODE"
    report "Node $CODE_SERVER_NODE"
  fi
}

# compile PACKAGE_DIR  one native module, against the headers of that Node
compile() {
  local gyp
  gyp=$(dirname "$(readlink -f "$(command -v npm)")")/../node_modules/node-gyp/bin/node-gyp.js
  (cd "$1" && PATH=$runtime/bin:$PATH CXXFLAGS=-O0 npm_config_nodedir=$runtime \
    logged "compile-$(basename "$1")" "$runtime/bin/node" "$gyp" rebuild -j 2)
}

# code-server's own install script would compile and download far more than a test needs (and from further servers),
# so npm runs no scripts here: its two nested installs and the few native modules that matter are done by hand.
workbench() {
  local home=$dir/code-server mark=$CODE_SERVER-$CODE_SERVER_NODE vscode
  [ "$(cat "$home/.complete" 2>/dev/null)" != "$mark" ] || return 0
  private "$home"
  rm -f "$home/.complete"
  logged code-server npm --prefix "$home" install --ignore-scripts --engine-strict=false "code-server@$CODE_SERVER"
  report "code-server $CODE_SERVER"
  vscode=$home/node_modules/code-server/lib/vscode
  # its shrinkwrap lacks a peer dependency, which npm ci would refuse without the legacy switch
  (cd "$vscode" && logged vscode-modules npm ci --omit=dev --ignore-scripts --legacy-peer-deps)
  (cd "$vscode/extensions" && logged vscode-extensions npm ci --omit=dev --ignore-scripts --legacy-peer-deps)
  # what else the skipped script does: the workbench looks for these names
  ln -sfn code-linux.sh "$vscode/bin/remote-cli/code-server"
  ln -sfn browser-linux.sh "$vscode/bin/helpers/browser.sh"
  ln -sfn node_modules "$vscode/node_modules.asar"
  report "its dependencies"
  compile "$vscode/node_modules/@vscode/spdlog"           # log files behind the Output panel
  compile "$vscode/node_modules/@vscode/native-watchdog"  # ends the extension host when its parent dies
  [ -d "$home/node_modules/argon2/prebuilds" ] || compile "$home/node_modules/argon2"  # loaded even without a password
  echo "$mark" >"$home/.complete"
  report "its native modules"
}

browser_driver() {
  [ "$(node -p "require('$dir/driver/node_modules/playwright-core/package.json').version" 2>/dev/null)" != "$PLAYWRIGHT" ] || return 0
  private "$dir/driver"
  logged driver npm --prefix "$dir/driver" install --ignore-scripts "playwright-core@$PLAYWRIGHT"
  report "playwright-core $PLAYWRIGHT"
}

system_packages
node_runtime
workbench
browser_driver
report "ready in $dir"
