"""Pages of text, packed, and filled up so that their size does not tell which page it is.

The filling is made of empty blocks of DEFLATE (RFC 1951), as a stream has them wherever it was flushed: every browser
reads past them. What is left, up to four bytes, stands as a file name in the head of gzip (RFC 1952).
"""

import struct
import zlib
from dataclasses import dataclass

LEVEL = 6
HEAD = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff"  # gzip, with a name, without a time
EMPTY, LAST = b"\x00\x00\x00\xff\xff", b"\x01\x00\x00\xff\xff"
NAME = b"k"
AROUND = (
    len(HEAD) + 1 + len(LAST) + 8
)  # the name ends with a zero; at the end stand a checksum and the size


@dataclass(frozen=True, slots=True)
class Packed:
    """A text in blocks of DEFLATE of which none is the last."""

    blocks: bytes
    end: bytes

    @property
    def size(self) -> int:
        """As gzip, without any filling."""
        return AROUND + len(self.blocks)

    def filled(self, more: int) -> bytes:
        """As gzip, so many bytes longer than it need be."""
        empty, rest = divmod(more, len(EMPTY))
        return HEAD + NAME * rest + b"\x00" + self.blocks + EMPTY * empty + LAST + self.end


def pack(text: bytes) -> Packed:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    blocks = packer.compress(text) + packer.flush(zlib.Z_SYNC_FLUSH)
    return Packed(blocks, struct.pack("<II", zlib.crc32(text), len(text) & 0xFFFFFFFF))


def missing(size: int, step: int) -> int:
    """How much is missing to the next whole step."""
    return -size % step
