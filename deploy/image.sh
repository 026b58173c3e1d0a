#!/bin/sh
# deploy/image.sh [options of `buildah build`]: builds the image `wibo` and asks it for its front page. Needs Debian's buildah
# and, where no registry can be reached, debootstrap, which makes the base image from Debian's packages. As root.
set -eu
cd "$(dirname "$0")/.."
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
base=docker.io/library/debian:bookworm-slim

if ! buildah inspect --type image "$base" >/dev/null 2>&1 && ! buildah pull -q "$base" 2>/dev/null; then
    echo "no registry: the base image is made by debootstrap"
    root=$(mktemp -d)
    debootstrap --variant=minbase bookworm "$root" >/dev/null
    rm -rf "$root"/var/cache/apt/archives/*.deb
    made=$(buildah from scratch)
    buildah copy -q "$made" "$root" / >/dev/null
    buildah commit -q --rm "$made" "$base" >/dev/null
    rm -rf "$root"
fi
# The health check of the image is known to Docker's format alone.
buildah build --pull=never --format docker -t wibo -f deploy/Containerfile "$@" .

made=$(buildah from --pull-never wibo)
trap 'buildah rm "$made" >/dev/null' EXIT
buildah run "$made" sh -eu -c '
    export WIBO_SECRET_KEY=only-for-this-check-only-for-this-check WIBO_BASE_HOST=budzety.example WIBO_LOG=plain
    export WIBO_PORT=28987 WIBO_CLIENT_ADDRESS_HEADER=X-Real-IP
    wibo migrate
    wibo serve --workers 2 & server=$!
    sleep 8
    python3 -c "
import urllib.request as u
for path, host in ((\"/-/ready\", \"any\"), (\"/\", \"budzety.example\")):
    asked = u.Request(\"http://127.0.0.1:28987\" + path, headers={\"Host\": host, \"X-Forwarded-Proto\": \"https\"})
    print(path, u.urlopen(asked).status)
"
    wibo doctor
    kill $server && wait $server || true'
