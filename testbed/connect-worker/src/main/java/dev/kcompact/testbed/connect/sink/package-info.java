/**
 * Sink connectors that lay out objects as other sinks do. They are written for the test bed: none
 * of them is Confluent's or Aiven's code, and only what their configurations name is supported.
 */
@NullMarked
package dev.kcompact.testbed.connect.sink;

import org.jspecify.annotations.NullMarked;
