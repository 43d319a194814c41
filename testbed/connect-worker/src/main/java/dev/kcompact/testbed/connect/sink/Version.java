package dev.kcompact.testbed.connect.sink;

/** The version of the connectors, which the worker shows. */
final class Version {
  static final String OF_THE_TEST_BED = "test-bed";

  private Version() {}
}
