@NullMarked
package dev.kcompact.local.cluster;

import org.jspecify.annotations.NullMarked;
