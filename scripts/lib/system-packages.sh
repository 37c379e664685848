# Debian packages that Mado's scripts need, by purpose. Sourced by scripts/setup.
# shellcheck shell=sh disable=SC2034

# What the booth and the desk need to run at all.
PACKAGES_RUN='chromium sane-utils libsane1 fonts-ipamj-mincho'
# What plays the parts of a scanner, a printer, a headset, a camera and a voice, and what looks at the results.
PACKAGES_PEERS='sane-airscan pcscd vsmartcard-vpcd cups-ipp-utils dbus-daemon ffmpeg espeak-ng poppler-utils qpdf umockdev'
# Windows without a screen, a hand for their dialogues and a key ring (Electron tests), networks that can be cut.
PACKAGES_TEST='xvfb xauth xdotool gnome-keyring iproute2 nftables'
# The other side of `scripts/bench forms`: a public tool that fills the same AcroForm.
PACKAGES_BENCH_FORMS='pdftk-java'
# Only when mediasoup's prebuilt worker cannot be downloaded.
PACKAGES_WORKER='g++ meson ninja-build pkg-config flatbuffers-compiler libabsl-dev libflatbuffers-dev libsrtp2-dev libssl-dev libuv1-dev'

# Prints those of the given packages that are not installed.
missing_packages() {
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || printf '%s ' "$package"
  done
}

# Installs what is missing of the given packages, without starting any daemon that comes with them.
install_packages() {
  wanted=$(missing_packages "$@")
  [ -n "$wanted" ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "This script installs Debian packages with apt-get, which is not here. Please install these by your own means: $wanted" >&2
    return 1
  fi
  as_root=''
  [ "$(id -u)" = 0 ] || as_root='sudo'
  # shellcheck disable=SC2086
  $as_root apt-get update -q && $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends $wanted
}
