package dev.kcompact.cli.inspect;

import dev.kcompact.contract.naming.PairedObject;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a table before its records are looked at.
 *
 * @param naming the value of {@code source.naming} as JSON; empty for the default
 * @param exclude globs below the prefix
 * @param layout of the days' directories; empty for the day of the last modification
 * @param zone of days and local times; null if unknown
 * @param isAiven whether the objects' names are those of Aiven's sink
 * @param sides the kinds of objects beside those of values
 * @param remarks comments for the definition
 */
public record TableRequest(
    String table,
    String domain,
    String topic,
    String prefix,
    String naming,
    List<String> exclude,
    String layout,
    @Nullable ZoneId zone,
    boolean isAiven,
    Set<PairedObject> sides,
    List<String> remarks) {
  public TableRequest {
    exclude = List.copyOf(exclude);
    sides = Set.copyOf(sides);
    remarks = List.copyOf(remarks);
  }

  /** The same table without objects of keys and headers. */
  TableRequest withoutSides() {
    return new TableRequest(
        table, domain, topic, prefix, naming, exclude, layout, zone, isAiven, Set.of(), remarks);
  }
}
