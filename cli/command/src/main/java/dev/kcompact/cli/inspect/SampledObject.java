package dev.kcompact.cli.inspect;

import dev.kcompact.contract.naming.PairedObject;
import java.time.LocalDate;
import java.util.Map;

/**
 * A raw object of a sample.
 *
 * @param key relative to the source's root
 * @param day of its path, or else of its last modification
 * @param bytes as stored; not copied
 * @param isCut whether {@code bytes} is only its beginning
 * @param sides the objects of keys and headers beside it, as far as there are any
 */
@SuppressWarnings("ArrayRecordComponent")
public record SampledObject(
    String key, LocalDate day, byte[] bytes, boolean isCut, Map<PairedObject, byte[]> sides) {
  public SampledObject {
    sides = Map.copyOf(sides);
  }
}
