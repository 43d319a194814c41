/** A local Kafka broker in KRaft mode. */
@NullMarked
package dev.kcompact.testbed.kafka;

import org.jspecify.annotations.NullMarked;
