/**
 * The oracle: compares what lies in S3, Glue and Kafka with a sample day that is computed anew,
 * sharing no computation with the product.
 */
@NullMarked
package dev.kcompact.testbed.check;

import org.jspecify.annotations.NullMarked;
