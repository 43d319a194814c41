/**
 * The oracle: compares S3, Glue and Kafka with a recomputed sample day, without any code of the
 * product's computations.
 */
@NullMarked
package dev.kcompact.testbed.check;

import org.jspecify.annotations.NullMarked;
