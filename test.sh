#!/usr/bin/env bash
# Runs the tests of Puente. The last line is always the sum: N passed, N failed, N skipped.
#
#   ./test.sh                   every test: units, both databases, HTTP, browser
#   ./test.sh --fast            only tests/Puente.Tests: seconds, no server, no browser
#   ./test.sh --filter TEXT     only tests whose full name contains TEXT
#   ./test.sh --mutants [TEXT]  removes each listed filter, gate and rule in turn; each must be caught
#   ./test.sh --campaign SEED   the long forms (leak worlds, kills, fuzz); results go to bench/results
#   ./test.sh --with COMMAND    runs COMMAND with the databases of the tests at hand
#
# Missing PostgreSQL, Chromium or tesseract is installed when the caller may (root on Debian), and named when
# he may not; the tests that need it are then shown as skipped. PUENTE_CI=1 fails on any skip.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
exec </dev/null

export LC_ALL=C.UTF-8 LANG=C.UTF-8 TZ=UTC
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# No build server outlives the run.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
unset DOTNET_ENVIRONMENT ASPNETCORE_ENVIRONMENT ASPNETCORE_URLS

temp=$(mktemp -d "${TMPDIR:-/tmp}/puente-test.XXXXXXXX")
chmod 711 "$temp"
if [ -z "${HOME:-}" ] || [ ! -w "${HOME:-/nonexistent}" ]; then export HOME="$temp/home"; mkdir -p "$HOME"; fi
export DOTNET_CLI_HOME="${DOTNET_CLI_HOME:-$HOME}"

say() { printf '== %s\n' "$*"; }
die() { printf 'test.sh: %s\n' "$*" >&2; exit 2; }

mode=all filter='' seed='' ci=${PUENTE_CI:-}
command=()
case "${1:-}" in
  '') ;;
  --fast) mode=fast ;;
  --filter) mode=filter; filter=${2:?--filter needs a text} ;;
  --mutants) mode=mutants; filter=${2:-} ;;
  --campaign) mode=campaign; seed=${2:?--campaign needs a seed}
    case $seed in *[!0-9]*) die "the seed is a number" ;; esac ;;
  --with) mode=with; shift; command=("$@"); [ $# -gt 0 ] || die "--with needs a command" ;;
  *) sed -n '2,13s/^# \{0,1\}//p' test.sh; [ "$1" = --help ] || exit 2; exit 0 ;;
esac

# --- PostgreSQL and Chromium -------------------------------------------------------------------

apt_updated=''
install() { # package, what it is for
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    say "$1 is not here and cannot be installed by this user: $2 is skipped"
    return 1
  fi
  say "installing $1 for $2"
  export DEBIAN_FRONTEND=noninteractive
  if [ -z "$apt_updated" ]; then
    apt-get -o DPkg::Lock::Timeout=300 update -qq >"$temp/apt.log" 2>&1 || { tail -n 5 "$temp/apt.log"; return 1; }
    apt_updated=1
  fi
  RUNLEVEL=1 apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "$1" >>"$temp/apt.log" 2>&1 ||
    { tail -n 5 "$temp/apt.log"; say "$1 could not be installed: $2 is skipped"; return 1; }
}

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

as_postgres() { # runs a command as a user that PostgreSQL accepts
  if [ "$(id -u)" = 0 ]; then
    if command -v runuser >/dev/null; then runuser -u postgres -- "$@"; else su postgres -s /bin/sh -c "$(printf '%q ' "$@")"; fi
  else "$@"; fi
}

cluster=''
start_postgres() {
  if [ -n "${PUENTE_TEST_PG:-}" ]; then say "PostgreSQL: the given one"; return; fi
  local bin port
  bin=$(postgres_bin)
  if [ -z "$bin" ]; then
    if [ "$(id -u)" = 0 ]; then
      # The package would otherwise make and start a cluster of its own.
      mkdir -p /etc/postgresql-common/createcluster.d
      echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/no-main.conf
    fi
    install postgresql "every test on PostgreSQL" || return 0
    bin=$(postgres_bin)
  fi
  cluster="$temp/postgres"
  mkdir "$cluster"
  [ "$(id -u)" != 0 ] || chown postgres: "$cluster"
  (cd "$cluster" && as_postgres "$bin/initdb" -D "$cluster/data" -U puente --auth=trust --encoding=UTF8 --locale=C.UTF-8 >"$temp/initdb.log" 2>&1) ||
    { cat "$temp/initdb.log"; die "the PostgreSQL cluster of the tests could not be made"; }
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || continue
    if (cd "$cluster" && as_postgres "$bin/pg_ctl" -D "$cluster/data" -w -t 60 -l "$cluster/log" start \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$cluster' -c max_connections=200 -c fsync=on" >/dev/null 2>&1 </dev/null); then
      (cd "$cluster" && as_postgres "$bin/createdb" -h 127.0.0.1 -p "$port" -U puente puente)
      export PUENTE_TEST_PG="Host=127.0.0.1;Port=$port;Username=puente;Database=puente"
      say "PostgreSQL: own cluster on port $port"
      return
    fi
  done
  cat "$cluster/log" 2>/dev/null || true
  die "the PostgreSQL cluster of the tests did not start"
}

finish() {
  local code=$?
  trap - EXIT INT TERM HUP
  if [ -n "$cluster" ] && [ -f "$cluster/data/postmaster.pid" ]; then
    (cd "$cluster" && as_postgres "$(postgres_bin)/pg_ctl" -D "$cluster/data" -m immediate -w -t 30 stop >/dev/null 2>&1) || true
  fi
  rm -rf "$temp"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

find_chromium() {
  if [ -n "${PUENTE_TEST_CHROMIUM:-}" ]; then return; fi
  command -v chromium >/dev/null || install chromium "every test in a browser" || return 0
  PUENTE_TEST_CHROMIUM=$(command -v chromium)
  export PUENTE_TEST_CHROMIUM
}

find_print_reader() { # tesseract with both languages and poppler, for scanned statements
  command -v pdftoppm >/dev/null || install poppler-utils "every test on scanned statements" || return 0
  [ -f "$(ls -d /usr/share/tesseract-ocr/*/tessdata/eng.traineddata 2>/dev/null | tail -n 1)" ] || install tesseract-ocr-eng "every test on scanned statements" || return 0
  [ -f "$(ls -d /usr/share/tesseract-ocr/*/tessdata/spa.traineddata 2>/dev/null | tail -n 1)" ] || install tesseract-ocr-spa "every test on scanned statements" || return 0
  command -v tesseract >/dev/null || install tesseract-ocr "every test on scanned statements" || return 0
}

find_shared() { # the test data beside the repository, also when this is a linked work tree
  local main
  if [ -n "${PUENTE_SHARED:-}" ]; then return; fi
  main=$(git rev-parse --path-format=absolute --git-common-dir 2>/dev/null || echo "$root/.git")
  for folder in "$root/../shared" "$main/../../shared"; do
    if [ -d "$folder/data" ]; then PUENTE_SHARED=$(cd "$folder" && pwd); export PUENTE_SHARED; return; fi
  done
  say "no folder ../shared with test data: the tests on it are skipped"
}

# --- Building and running ----------------------------------------------------------------------

passed=0 failed=0 skipped=0
number() { sed -n "s/^  $2: \([0-9]*\)\$/\1/p" "$1" | tail -n 1; }

run_project() { # project, further arguments of the runner
  local project=$1 log="$temp/$1.log" code=0
  shift
  say "$project"
  "artifacts/bin/$project/debug/$project" --ansi off --progress off "$@" 2>&1 | tee "$log" || code=${PIPESTATUS[0]}
  local p f s
  p=$(number "$log" succeeded) f=$(number "$log" failed) s=$(number "$log" skipped)
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
  # 8 says that the filter left no test in this project; the sum below judges that.
  if [ "$code" != 0 ] && [ "$code" != 8 ] && [ "${f:-0}" = 0 ]; then
    say "$project ended with code $code"
    failed=$((failed + 1))
  fi
}

build() { compile || { say "the build failed"; failed=1; close; exit 1; }; }

compile() {
  local locked=()
  [ -z "$ci" ] || locked=(--locked-mode)
  say "restoring and building"
  dotnet restore Puente.slnx -v q "${locked[@]}" || return
  dotnet build Puente.slnx --no-restore -v q -clp:NoSummary || return
  [ -z "$ci" ] || { say "format"; dotnet format Puente.slnx --no-restore --verify-no-changes; }
}

close() { # the sum, and an exit code that agrees with it
  if [ -n "$ci" ] && [ "$skipped" -gt 0 ]; then
    say "nothing may be skipped here"
    failed=$((failed + skipped)) skipped=0
  fi
  if [ $((passed + failed)) = 0 ]; then say "no test ran"; failed=1; fi
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" = 0 ]
}

[ "$mode" = fast ] || { start_postgres; find_chromium; }
find_print_reader
find_shared
case $mode in
  with) "${command[@]}" ;;
  fast) build; run_project Puente.Tests; close ;;
  all) build; run_project Puente.Tests; run_project Puente.Node.Tests; close ;;
  filter)
    build
    run_project Puente.Tests --filter-display-name "*$filter*"
    run_project Puente.Node.Tests --filter-display-name "*$filter*"
    close ;;
  campaign)
    export PUENTE_CAMPAIGN=$seed
    build
    run_project Puente.Tests --filter-trait Category=Campaign
    run_project Puente.Node.Tests --filter-trait Category=Campaign
    close ;;
  mutants)
    dotnet restore Puente.slnx -v q
    dotnet build tests/Puente.Mutants --no-restore -v q -clp:NoSummary
    "artifacts/bin/Puente.Mutants/debug/Puente.Mutants" "$root" "$temp/mutants" "$filter" ;;
esac
