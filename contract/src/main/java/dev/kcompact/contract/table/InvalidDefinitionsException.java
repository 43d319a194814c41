package dev.kcompact.contract.table;

import java.util.Comparator;
import java.util.List;

/**
 * Signals that table definitions have problems. The message has a line for each of the first 20
 * problems, by file, and their number.
 */
public final class InvalidDefinitionsException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 20;

  private final transient List<Problem> problems;

  InvalidDefinitionsException(List<Problem> problems) {
    super(message(sorted(problems)));
    this.problems = sorted(problems);
  }

  private static List<Problem> sorted(List<Problem> problems) {
    return problems.stream().sorted(Comparator.comparing(Problem::file)).toList();
  }

  /** Returns every problem, sorted by file. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    StringBuilder lines = new StringBuilder("The table definitions have ");
    lines.append(problems.size() == 1 ? "1 problem:" : problems.size() + " problems:");
    problems.stream().limit(SHOWN).forEach(problem -> lines.append("\n  ").append(problem));
    if (problems.size() > SHOWN) {
      lines.append("\n  and ").append(problems.size() - SHOWN).append(" more");
    }
    return lines.toString();
  }
}
