/** A local Kafka broker in KRaft mode. */
@NullMarked
package dev.kcompact.local.kafka;

import org.jspecify.annotations.NullMarked;
