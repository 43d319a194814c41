package dev.kcompact.testbed.permissions;

import java.util.regex.Pattern;

/**
 * An action on a resource that a role allows.
 *
 * @param principal owner of the role
 * @param resource an ARN in which * stands for any text
 */
record Grant(String principal, String action, String resource) {
  boolean allows(Need need) {
    return need.principal().equals(principal)
        && need.action().equals(action)
        && Pattern.matches("\\Q" + resource.replace("*", "\\E.*\\Q") + "\\E", need.resource());
  }
}
