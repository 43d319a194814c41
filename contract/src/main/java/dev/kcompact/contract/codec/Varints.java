package dev.kcompact.contract.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/** LEB128 numbers, unsigned 64 bits, and texts that follow their length. */
public final class Varints {
  /** S3's longest key has 1,024 bytes; no coded text is much longer. */
  private static final int MAX_TEXT = 1 << 16;

  private Varints() {}

  public static void write(DataOutputStream out, long number) throws IOException {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      out.writeByte((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  public static long read(DataInputStream in) throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = in.readUnsignedByte();
      number |= (long) (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        return number;
      }
    }
    throw new IOException("a number has more than 64 bits");
  }

  public static int readCount(DataInputStream in, int most) throws IOException {
    long count = read(in);
    if (count < 0 || count > most) {
      throw new IOException("a count is not within 0.." + most + ": " + count);
    }
    return (int) count;
  }

  public static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    write(out, bytes.length);
    out.write(bytes);
  }

  public static String readText(DataInputStream in) throws IOException {
    byte[] bytes = new byte[readCount(in, MAX_TEXT)];
    if (in.readNBytes(bytes, 0, bytes.length) != bytes.length) {
      throw new EOFException("a text ends early");
    }
    return new String(bytes, UTF_8);
  }
}
