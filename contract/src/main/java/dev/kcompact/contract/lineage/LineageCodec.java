package dev.kcompact.contract.lineage;

import dev.kcompact.contract.codec.FrontCoding;
import dev.kcompact.contract.codec.Varints;
import dev.kcompact.contract.lineage.Lineage.Entry;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Lineage as text for a Parquet footer: Base64 of a version byte and a deflated body.
 *
 * <p>Body of version 1; numbers are LEB128 varints, texts are UTF-8 after their length:
 *
 * <pre>
 *   table, epoch day, rows, corrupt rows, raw bytes, digest (32 bytes)
 *   series:  count, then each: before, after, digits, count, first number, deltas - 1 ...
 *   names:   count, then each: bytes shared with the previous name, rest
 *   fingerprints of all keys in order, 4 bytes each, big-endian
 * </pre>
 *
 * Version 2 has the series, names and fingerprints of the side objects after that. It is written
 * only for a file that was read with side objects.
 *
 * <p>A series consists of all keys that differ only in one number: the last digits of the name,
 * padded to a fixed width, as both sinks write their start offsets. It is found from the text
 * alone, so decoding needs no table definition. Java's text order is the order of keys.
 */
public final class LineageCodec {
  private static final int VERSION = 1;
  private static final int WITH_SIDE_OBJECTS = 2;
  private static final int DIGEST_BYTES = 32;

  /** A longer number might not fit a long; such a name is stored unchanged. */
  private static final int MAX_DIGITS = 18;

  /** No file has 10 million objects; a larger count means damaged text. */
  private static final int MAX_OBJECTS = 10_000_000;

  /** Characters of all keys; a few damaged bytes could claim any number. */
  private static final long MAX_KEY_CHARACTERS = 1L << 28;

  private LineageCodec() {}

  public static String encode(Lineage lineage) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(lineage.sideEntries().isEmpty() ? VERSION : WITH_SIDE_OBJECTS);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes, deflater)) {
      deflated.write(body(lineage));
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array does not fail", e);
    } finally {
      deflater.end();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * Throws {@link IllegalArgumentException} if {@code text} is damaged or of an unknown version.
   */
  public static Lineage decode(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (bytes.length == 0 || bytes[0] != VERSION && bytes[0] != WITH_SIDE_OBJECTS) {
      throw new IllegalArgumentException(
          "lineage version is not 1 or 2: " + (bytes.length == 0 ? "empty" : bytes[0]));
    }
    Inflater inflater = new Inflater(true);
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new InflaterInputStream(
                    new ByteArrayInputStream(bytes, 1, bytes.length - 1), inflater)))) {
      return read(in, bytes[0] == WITH_SIDE_OBJECTS);
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("lineage is damaged: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  static byte[] body(Lineage lineage) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Varints.writeText(out, lineage.table());
      Varints.write(out, lineage.day().toEpochDay());
      Varints.write(out, lineage.rows());
      Varints.write(out, lineage.corruptRows());
      Varints.write(out, lineage.rawBytes());
      out.write(HexFormat.of().parseHex(lineage.digest()));
      writeEntries(out, lineage.entries());
      if (!lineage.sideEntries().isEmpty()) {
        writeEntries(out, lineage.sideEntries());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void writeEntries(DataOutputStream out, List<Entry> entries) throws IOException {
    writeKeys(out, entries);
    for (Entry entry : entries) {
      out.writeInt(entry.fingerprint());
    }
  }

  private static List<Entry> readEntries(DataInputStream in) throws IOException {
    List<String> keys = readKeys(in);
    List<Entry> entries = new ArrayList<>(keys.size());
    for (String key : keys) {
      entries.add(new Entry(key, in.readInt()));
    }
    return entries;
  }

  private static Lineage read(DataInputStream in, boolean withSideObjects) throws IOException {
    String table = Varints.readText(in);
    LocalDate day = LocalDate.ofEpochDay(Varints.read(in));
    long rows = Varints.read(in);
    long corruptRows = Varints.read(in);
    long rawBytes = Varints.read(in);
    byte[] digest = in.readNBytes(DIGEST_BYTES);
    List<Entry> entries = readEntries(in);
    List<Entry> sideEntries = withSideObjects ? readEntries(in) : List.of();
    return new Lineage(
        table,
        day,
        rows,
        corruptRows,
        rawBytes,
        entries,
        HexFormat.of().formatHex(digest),
        sideEntries);
  }

  private static void writeKeys(DataOutputStream out, List<Entry> entries) throws IOException {
    Map<KeySeries, List<Long>> series =
        new TreeMap<>(
            Comparator.comparing(KeySeries::before)
                .thenComparing(KeySeries::after)
                .thenComparing(KeySeries::digits));
    List<String> names = new ArrayList<>();
    for (Entry entry : entries) {
      KeySeries of = KeySeries.of(entry.key(), MAX_DIGITS);
      if (of == null) {
        names.add(entry.key());
      } else {
        series.computeIfAbsent(of, key -> new ArrayList<>()).add(of.numberIn(entry.key()));
      }
    }
    Varints.write(out, series.size());
    for (Map.Entry<KeySeries, List<Long>> each : series.entrySet()) {
      each.getKey().write(out, each.getValue());
    }
    Varints.write(out, names.size());
    FrontCoding coding = new FrontCoding("");
    for (String name : names) {
      coding.write(out, name);
    }
  }

  private static List<String> readKeys(DataInputStream in) throws IOException {
    List<String> keys = new ArrayList<>();
    long left = MAX_KEY_CHARACTERS;
    int series = Varints.readCount(in, MAX_OBJECTS);
    for (int i = 0; i < series; i++) {
      left -= KeySeries.readInto(keys, in, MAX_OBJECTS, left);
    }
    int names = Varints.readCount(in, MAX_OBJECTS - keys.size());
    FrontCoding coding = new FrontCoding("");
    for (int i = 0; i < names; i++) {
      String name = coding.read(in);
      left -= name.length();
      if (left < 0) {
        throw new IOException("its keys have more than " + MAX_KEY_CHARACTERS + " characters");
      }
      keys.add(name);
    }
    keys.sort(Comparator.naturalOrder());
    return keys;
  }
}
