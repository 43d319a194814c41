@NullMarked
package dev.kcompact.testbed.proxy;

import org.jspecify.annotations.NullMarked;
