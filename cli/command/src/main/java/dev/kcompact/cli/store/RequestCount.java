package dev.kcompact.cli.store;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** The requests of a store so far. Thread-safe. */
public final class RequestCount {
  private static final double USD_PER_LIST = 0.005 / 1000;
  private static final double USD_PER_GET = 0.0004 / 1000;

  private final AtomicLong lists = new AtomicLong();
  private final AtomicLong gets = new AtomicLong();

  /** Counts one LIST. */
  public void listed() {
    lists.incrementAndGet();
  }

  /** Counts one GET. */
  public void got() {
    gets.incrementAndGet();
  }

  public long lists() {
    return lists.get();
  }

  public long gets() {
    return gets.get();
  }

  /** Returns a number of requests with their price on S3 in us-east-1. */
  public static String describe(long lists, long gets) {
    return String.format(
        Locale.ROOT,
        "%,d LISTs and %,d GETs ($%.4f)",
        lists,
        gets,
        lists * USD_PER_LIST + gets * USD_PER_GET);
  }

  @Override
  public String toString() {
    return describe(lists(), gets());
  }
}
