/** Names of the objects that Kafka Connect's S3 sinks write. */
@NullMarked
package dev.kcompact.contract.naming;

import org.jspecify.annotations.NullMarked;
