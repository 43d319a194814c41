/**
 * A deterministic day of a retailer's raw objects in Kafka Connect's layout, with a known result
 * for every record.
 */
@NullMarked
package dev.kcompact.testbed.sample;

import org.jspecify.annotations.NullMarked;
