/**
 * Records that are sent to Kafka as connectors would send them, with the rows that must come out of
 * them.
 */
@NullMarked
package dev.kcompact.testbed.connect.sample;

import org.jspecify.annotations.NullMarked;
