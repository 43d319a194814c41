package dev.kcompact.testbed.sample;

import java.util.List;

/** Makes the rows of one table. Stateless; any thread. */
interface RowMaker {
  /** A row that satisfies the table's schema and its rules of severity reject and fail. */
  Row row(Draft draft);

  /** Size of a usual row's JSON without filler, in bytes. */
  int usualBytes();

  /** The ways in which a row of this table can be invalid. */
  List<Flaw> flaws();

  /** Where a row of this table can be broken. */
  BreakPoints breakPoints();
}
