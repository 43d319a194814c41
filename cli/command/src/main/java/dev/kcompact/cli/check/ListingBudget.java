package dev.kcompact.cli.check;

import static dev.kcompact.contract.Arguments.requirePositive;

/** The LISTs that may still be made. Not thread-safe. */
final class ListingBudget {
  private int left;

  ListingBudget(int lists) {
    requirePositive(lists, "lists");
    left = lists;
  }

  static ListingBudget unlimited() {
    return new ListingBudget(Integer.MAX_VALUE);
  }

  /** Takes one LIST; returns false if none is left. */
  boolean take() {
    if (left == 0) {
      return false;
    }
    left -= left == Integer.MAX_VALUE ? 0 : 1;
    return true;
  }

  /** Returns a part of what is left, at least one LIST. */
  ListingBudget share(int parts) {
    return left == Integer.MAX_VALUE ? unlimited() : new ListingBudget(Math.max(1, left / parts));
  }
}
