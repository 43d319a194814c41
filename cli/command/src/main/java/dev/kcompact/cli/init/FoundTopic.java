package dev.kcompact.cli.init;

import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.naming.PairedObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A topic's objects in a folder, as far as they were listed.
 *
 * @param topic name in Kafka, or that of the folder where names have none
 * @param prefix of its objects; ends with a slash
 * @param layout of the days' directories; empty if there are none
 * @param objects those of records
 * @param isComplete whether these are all
 * @param sides the kinds of objects beside those of values
 * @param oddities what else was found, with its number
 */
record FoundTopic(
    String topic,
    String prefix,
    SinkNaming naming,
    String layout,
    List<Listed> objects,
    boolean isComplete,
    Set<PairedObject> sides,
    Map<String, Long> oddities) {
  FoundTopic {
    objects = List.copyOf(objects);
    sides = Set.copyOf(sides);
    oddities = Map.copyOf(oddities);
  }

  long bytes() {
    return objects.stream().mapToLong(listed -> listed.object().size()).sum();
  }

  /** The directories of a key below the prefix, without the object's name. */
  String directoriesOf(String key) {
    int slash = key.lastIndexOf('/');
    return slash < prefix.length() ? "" : key.substring(prefix.length(), slash);
  }
}
