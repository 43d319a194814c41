package dev.kcompact.testbed.cost;

/**
 * What stands whether or not anything happens.
 *
 * @param kpus of the streaming job, without the one that the service adds
 * @param finalizeMib memory of the function that finalizes
 * @param metrics custom ones that CloudWatch keeps
 */
record Deployed(int kpus, int finalizeMib, int alarms, int dashboards, int metrics) {
  Deployed {
    if (kpus < 1) {
      throw new IllegalArgumentException("kpus must be 1 or more: " + kpus);
    }
    if (finalizeMib < 1) {
      throw new IllegalArgumentException("finalizeMib must be 1 or more: " + finalizeMib);
    }
  }
}
