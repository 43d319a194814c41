/**
 * A deterministic day of a retailer's raw objects in Kafka Connect's layout, whose every record's
 * fate is known beforehand.
 */
@NullMarked
package dev.kcompact.testbed.sample;

import org.jspecify.annotations.NullMarked;
