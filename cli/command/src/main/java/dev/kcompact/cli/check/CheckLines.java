package dev.kcompact.cli.check;

import dev.kcompact.cli.check.Places.Place;
import dev.kcompact.cli.console.Console;
import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.source.UncompactedDays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints what a check found. */
record CheckLines(Console console) {
  private static final int SHOWN_FIELDS = 50;
  private static final int SHOWN_FOLDERS = 20;

  void show(TableResult table) {
    console.print(
        "%-20s %,d of %s%,d objects, %,d records: %,d good, %,d corrupt, %,d invalid"
            .formatted(
                table.table(),
                table.objects(),
                table.isComplete() ? "" : "more than ",
                table.listed(),
                table.records(),
                table.good(),
                table.corruptRecords(),
                table.invalid()));
    table.corrupt().forEach((reason, places) -> show("corrupt " + reason, places));
    table
        .rules()
        .forEach(
            rule ->
                show(
                    "rule %s (%s)"
                        .formatted(rule.rule(), rule.severity().name().toLowerCase(Locale.ROOT)),
                    rule.rows()));
    if (table.undated() > 0) {
      console.print("  no day: %,d records belong to no day".formatted(table.undated()));
    }
    if (!table.unchecked().isEmpty()) {
      console.print("  not checked: " + String.join(", ", table.unchecked()));
    }
    showUnknown(table.unknown());
    table.names().forEach((kind, places) -> show("names " + kind, places));
    if (!table.excluded().isEmpty()) {
      console.print("  left out " + leftOut(table.excluded()));
    }
  }

  /** Prints the days that have objects and no committed file. */
  void show(UncompactedDays days) {
    if (!days.days().isEmpty()) {
      console.print("  no file yet for %,d days: %s".formatted(days.days().size(), days));
    }
  }

  private void showUnknown(Map<String, Map<String, Long>> unknown) {
    unknown.entrySet().stream()
        .limit(SHOWN_FIELDS)
        .forEach(
            field ->
                console.print(
                    "  unknown field %s: %s"
                        .formatted(
                            field.getKey(),
                            field.getValue().entrySet().stream()
                                .map(type -> "%s %,d".formatted(type.getKey(), type.getValue()))
                                .collect(Collectors.joining(", ")))));
    if (unknown.size() > SHOWN_FIELDS) {
      console.print("  and %,d more unknown fields".formatted(unknown.size() - SHOWN_FIELDS));
    }
  }

  private static String leftOut(Map<ObjectKind, Long> excluded) {
    return excluded.entrySet().stream()
        .map(kind -> "%,d %s".formatted(kind.getValue(), kind.getKey().code()))
        .collect(Collectors.joining(", "));
  }

  /** Prints the keys that no table owns. */
  void showStrangers(Map<String, Places> strangers, boolean isComplete) {
    if (strangers.isEmpty()) {
      return;
    }
    long count = strangers.values().stream().mapToLong(Places::count).sum();
    console.print("%s%,d keys that no table owns:".formatted(isComplete ? "" : "at least ", count));
    strangers.entrySet().stream()
        .limit(SHOWN_FOLDERS)
        .forEach(
            folder ->
                show(folder.getKey().isEmpty() ? "the root" : folder.getKey(), folder.getValue()));
    if (strangers.size() > SHOWN_FOLDERS) {
      console.print("  and %,d more folders".formatted(strangers.size() - SHOWN_FOLDERS));
    }
  }

  private void show(String what, Places places) {
    console.print("  %s: %,d".formatted(what, places.count()));
    for (Place place : places.first()) {
      console.print("    " + place.name());
      if (place.record() != null) {
        console.print("      " + place.record());
      }
    }
  }
}
