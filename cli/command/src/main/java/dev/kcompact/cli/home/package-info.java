/** What a command finds beside itself: its installation, its work folder, a running stack. */
@NullMarked
package dev.kcompact.cli.home;

import org.jspecify.annotations.NullMarked;
