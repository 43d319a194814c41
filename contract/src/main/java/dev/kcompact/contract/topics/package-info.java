/** Which table a wildcard gives to a topic: a document in the lake. */
@NullMarked
package dev.kcompact.contract.topics;

import org.jspecify.annotations.NullMarked;
