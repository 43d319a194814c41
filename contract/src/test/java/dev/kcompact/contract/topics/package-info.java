@NullMarked
package dev.kcompact.contract.topics;

import org.jspecify.annotations.NullMarked;
