@NullMarked
package dev.kcompact.testbed.cluster;

import org.jspecify.annotations.NullMarked;
