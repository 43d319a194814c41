/** Messages of Kafka topics. */
@NullMarked
package dev.kcompact.cli.kafka;

import org.jspecify.annotations.NullMarked;
