#!/usr/bin/env bash
# Makes the folder that is copied to a server: self-contained, it runs without .NET and without a network.
#
#   ./publish.sh [linux-x64|win-x64] [FOLDER]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
rid=${1:-linux-x64}
case $rid in linux-x64|win-x64) ;; *) echo "publish.sh: linux-x64 or win-x64" >&2; exit 2 ;; esac
out=${2:-$PWD/artifacts/publish/puente-$rid}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
rm -rf "$out"
# Outputs and locks of their own: the checkout's are for any system.
dotnet publish src/Puente.Node -c Release -r "$rid" --self-contained true -o "$out" -p:ArtifactsPath="$PWD/artifacts/publish/build-$rid" -p:DebugType=none -v q -clp:NoSummary
if [ "$rid" = linux-x64 ]; then
  # Languages need ICU, which a bare Debian does not have: the build machine's goes along.
  icu=$(readlink -f "$(ldconfig -p | sed -n 's/.*=> \(.*libicuuc\.so\.[0-9]*\)$/\1/p' | head -n 1)") || icu=''
  [ -f "$icu" ] || { echo "publish.sh: libicu is not installed here" >&2; exit 1; }
  version=${icu##*.so.}
  for part in data uc i18n; do cp "${icu%/*}/libicu$part.so.$version" "$out/"; done
  sed -i "s/\"configProperties\": {/&\n      \"System.Globalization.AppLocalIcu\": \"$version\",/" "$out/puente.runtimeconfig.json"
fi
echo "$out: $(du -sm "$out" | cut -f1) MB"
