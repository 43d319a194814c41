package dev.kcompact.finalizer.publish;

import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.run.TableResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The share of a table's day that is in quarantine, before anything else is asked about it. */
final class Quarantined {
  private Quarantined() {}

  /** One value a table, which every publishing of the day has anew. */
  static void measure(List<TableResult> results) {
    percents(results)
        .forEach(
            (table, percent) ->
                Measurements.ofTable(table).put(Metric.QUARANTINED_PERCENT, percent).emit());
  }

  /** Of tables that have rows. */
  static Map<String, Double> percents(List<TableResult> results) {
    Map<String, long[]> sums = new TreeMap<>();
    for (TableResult result : results) {
      long[] sum = sums.computeIfAbsent(result.table(), table -> new long[2]);
      sum[0] += result.corrupt() + result.invalid();
      sum[1] += result.rowsIn();
    }
    Map<String, Double> percents = new TreeMap<>();
    sums.forEach(
        (table, sum) -> {
          if (sum[1] > 0) {
            percents.put(table, 100.0 * sum[0] / sum[1]);
          }
        });
    return percents;
  }
}
