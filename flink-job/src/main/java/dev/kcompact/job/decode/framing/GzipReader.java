package dev.kcompact.job.decode.framing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Reads a gzip file of one or more members (RFC 1952) and checks the checksum and size of each. The
 * JDK's stream takes any error after the first member for the end and so loses the members that
 * follow. Zeros after the last member are padding. Not thread-safe.
 */
final class GzipReader implements CompressedReader {
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final byte[] stored;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();

  /** Start of the member's deflated bytes, or the index after the last member. */
  private int at;

  private boolean inMember;

  GzipReader(byte[] stored) {
    this.stored = stored;
  }

  /** Size of the last member's text modulo 2^32 according to its trailer; 0 if there is none. */
  static long claimedSize(byte[] stored) {
    return stored.length < HEADER + TRAILER
        ? 0
        : Integer.toUnsignedLong(littleEndian(stored, stored.length - Integer.BYTES));
  }

  @Override
  public int read(byte[] into, int from, int length) throws DataFormatException {
    if (inMember && inflater.finished()) {
      endMember();
    }
    if (!inMember) {
      if (at > 0 && isPadding()) {
        return -1;
      }
      startMember();
    }
    int read = inflater.inflate(into, from, length);
    crc.update(into, from, read);
    boolean stuck = inflater.needsInput() || inflater.needsDictionary();
    if (read == 0 && stuck && !inflater.finished()) {
      throw new DataFormatException("ends within a member");
    }
    return read;
  }

  private boolean isPadding() {
    for (int i = at; i < stored.length; i++) {
      if (stored[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void startMember() throws DataFormatException {
    boolean known =
        byteAt(at) == 0x1f && byteAt(at + 1) == 0x8b && byteAt(at + 2) == Deflater.DEFLATED;
    int flags = byteAt(at + 3);
    if (!known || (flags & RESERVED) != 0) {
      throw new DataFormatException("no member begins here");
    }
    int next = at + HEADER;
    if ((flags & HAS_EXTRA) != 0) {
      next += 2 + (byteAt(next) | byteAt(next + 1) << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      next = afterZero(next);
    }
    if ((flags & HAS_COMMENT) != 0) {
      next = afterZero(next);
    }
    if ((flags & HAS_HEADER_CRC) != 0) {
      next = afterHeaderCrc(next);
    }
    at = Math.min(next, stored.length);
    inflater.reset();
    inflater.setInput(stored, at, stored.length - at);
    crc.reset();
    inMember = true;
  }

  private int afterZero(int from) throws DataFormatException {
    int next = from;
    while (byteAt(next) != 0) {
      next++;
    }
    return next + 1;
  }

  private int afterHeaderCrc(int from) throws DataFormatException {
    int expected = byteAt(from) | byteAt(from + 1) << 8;
    crc.reset();
    crc.update(stored, at, from - at);
    if ((crc.getValue() & 0xffff) != expected) {
      throw new DataFormatException("the header is damaged");
    }
    return from + 2;
  }

  private void endMember() throws DataFormatException {
    at += Math.toIntExact(inflater.getBytesRead());
    if (stored.length - at < TRAILER
        || littleEndian(stored, at) != (int) crc.getValue()
        || littleEndian(stored, at + Integer.BYTES) != (int) inflater.getBytesWritten()) {
      throw new DataFormatException("checksum or size differs");
    }
    at += TRAILER;
    inMember = false;
  }

  private int byteAt(int index) throws DataFormatException {
    if (index >= stored.length) {
      throw new DataFormatException("ends within a header");
    }
    return stored[index] & 0xff;
  }

  private static int littleEndian(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
