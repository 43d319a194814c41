package dev.kcompact.contract.table;

import java.util.List;
import java.util.stream.Collectors;

/** The table definitions hold mistakes; all of them are in the message, a line each. */
public final class InvalidDefinitionsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidDefinitionsException(List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(
                Collectors.joining(
                    "\n  ", "The table definitions hold " + count(problems.size()) + ":\n  ", "")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }

  private static String count(int problems) {
    return problems == 1 ? "a mistake" : problems + " mistakes";
  }
}
