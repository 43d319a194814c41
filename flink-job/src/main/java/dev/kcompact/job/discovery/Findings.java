package dev.kcompact.job.discovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sorts what a look finds by what the lake says of it. */
final class Findings {
  private static final int NAMED = 20;

  private final Coverage coverage;
  private final boolean sweep;
  private final List<FoundObject> objects = new ArrayList<>();
  private final List<FoundObject> overtaken = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();
  private long covered;
  private long changedCount;
  private long swept;

  Findings(Coverage coverage, boolean sweep) {
    this.coverage = coverage;
    this.sweep = sweep;
  }

  /**
   * @param isNew whether no mark covers it
   */
  void add(FoundObject object, boolean isNew) throws IOException {
    swept += sweep ? 1 : 0;
    switch (coverage.of(object.of(), object.object())) {
      case OPEN -> (isNew ? objects : overtaken).add(object);
      case COVERED -> covered += isNew ? 1 : 0;
      case CHANGED -> {
        covered += isNew ? 1 : 0;
        changedCount++;
        if (changed.size() < NAMED) {
          changed.add(object.object().key());
        }
      }
    }
  }

  Found with(Seen seen, long listings) {
    return new Found(objects, overtaken, covered, changed, changedCount, swept, listings, seen);
  }
}
