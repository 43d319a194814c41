package dev.kcompact.testbed.cost;

import java.math.BigDecimal;

/**
 * A line of the bill.
 *
 * @param what is paid for
 * @param amount how much of it a day takes
 * @param dollars for that day
 */
record CostItem(String what, String amount, BigDecimal dollars) {}
