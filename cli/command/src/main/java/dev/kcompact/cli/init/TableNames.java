package dev.kcompact.cli.init;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives tables names: the topic's, or with the folder's before it where that is taken. */
final class TableNames {
  private final Set<String> taken;

  TableNames(Set<String> taken) {
    this.taken = new HashSet<>(taken);
  }

  String nameFor(String topic, String prefix) {
    String base = clean(topic);
    if (taken.add(base)) {
      return base;
    }
    String longer = clean(FolderNames.nameOf(prefix) + "_" + topic);
    String name = longer;
    for (int number = 2; !taken.add(name); number++) {
      name = longer + "_" + number;
    }
    return name;
  }

  private static String clean(String text) {
    String name =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "t_" + name : name;
  }
}
