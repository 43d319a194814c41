/**
 * Sends records through a Kafka Connect worker, compacts the objects of its sinks, finalizes their
 * days, and compares every value with what was sent.
 */
@NullMarked
package dev.kcompact.testbed.connect;

import org.jspecify.annotations.NullMarked;
