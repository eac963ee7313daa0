#!/bin/sh
# Write the attachments of an edition's release into FOLDER: its site as an archive, the digests of its files,
# and the checksums of all, with those of what tools/take_home.sh made.
# Usage: tools/attachments.sh v1.0.0 FOLDER, after make site.
set -eu
version=${1#v}
out=$2
digests=editions/$version.sha256
folder=v${version%.0}

if [ ! -f "$digests" ] || [ ! -d "site/$folder" ]; then
    echo "attachments: edition $version is not recorded, or not built; run record-edition, commit, make site" >&2
    exit 1
fi
mkdir -p "$out"
cp "$digests" "$out/militant-unity-$version.sha256"
# Time, owner and order are fixed, so that the same edition gives the same archive.
tar --create --file - --sort=name --mtime='1980-01-01 00:00:00Z' --owner=0 --group=0 --numeric-owner \
    --mode=u=rwX,go=rX --directory site "$folder" | gzip -9n >"$out/militant-unity-$version.tar.gz"
cd "$out"
sha256sum "militant-unity-$version".* >SHA256SUMS
