#!/usr/bin/env bash
# The first day on a bare Debian without .NET and without a network, timed; writes bench/results/first-day.md.
# As root, on Debian with debootstrap and iproute2; makes the folder first when publish.sh has not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
published=${1:-$PWD/artifacts/publish/puente-linux-x64}
[ -x "$published/puente" ] || ./publish.sh linux-x64 "$published"
dotnet build bench/Puente.Bench -c Release -v q -clp:NoSummary
system=$(mktemp -d "${TMPDIR:-/tmp}/puente-debian.XXXXXX")
trap 'rm -rf --one-file-system "$system"' EXIT
debootstrap --variant=minbase --include=libssl3 bookworm "$system" >"$system.log" || { tail -n 5 "$system.log"; exit 1; }
rm -f "$system.log"
chmod 755 "$system"
# Loopback alone, and a /proc that ends with this shell.
unshare --net --mount -- bash -c '
  ip link set lo up
  mount -t proc proc "$1/proc"
  "$2/artifacts/bin/Puente.Bench/release/Puente.Bench" first-day --system "$1" --published "$3" --checkout "$2" --results "$2/bench/results"
' first-day "$system" "$PWD" "$published"
