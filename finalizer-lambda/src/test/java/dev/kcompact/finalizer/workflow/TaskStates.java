package dev.kcompact.finalizer.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.finalizer.invocation.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The Task states of a definition, including those in Maps, in their order. */
final class TaskStates {
  private TaskStates() {}

  static List<String> names(String definition) {
    List<String> names = new ArrayList<>();
    each(tree(definition), (name, state) -> names.add(name));
    return names;
  }

  /** Returns the definition with the state's name in each call, and with short retry intervals. */
  static String labelled(String definition) {
    JsonNode machine = tree(definition);
    each(
        machine,
        (name, state) -> {
          ObjectNode parameters = (ObjectNode) state.get("Parameters");
          String function = parameters.get("FunctionName").textValue();
          parameters.put("FunctionName", function + InProcessFunctions.MARK + name);
          state
              .get("Retry")
              .forEach(
                  retry -> {
                    if (retry.has("IntervalSeconds")) {
                      ((ObjectNode) retry).put("IntervalSeconds", 1).put("MaxDelaySeconds", 2);
                    }
                  });
        });
    return machine.toString();
  }

  /** Returns the top-level state that a Task is, or that contains it. */
  static String outermost(String definition, String task) {
    for (Map.Entry<String, JsonNode> state : tree(definition).get("States").properties()) {
      List<String> within = new ArrayList<>();
      JsonNode processor = state.getValue().path("ItemProcessor");
      if (processor.isObject()) {
        each(processor, (name, inner) -> within.add(name));
      }
      if (state.getKey().equals(task) || within.contains(task)) {
        return state.getKey();
      }
    }
    throw new AssertionError("no such state: " + task);
  }

  /** Returns a definition whose execution ends where a Task fails, as if it were stopped there. */
  static String endingAt(String definition, String task) {
    JsonNode machine = tree(labelled(definition));
    each(
        machine,
        (name, state) -> {
          if (name.equals(task)) {
            ((ObjectNode) state).remove(List.of("Retry", "Catch"));
          }
        });
    ((ObjectNode) machine.get("States").get(outermost(definition, task)))
        .remove(List.of("Retry", "Catch"));
    return machine.toString();
  }

  /** Returns what a redrive runs: the same machine from the stopped state, for one execution. */
  static String redriven(String definition, String task, String execution) {
    String machine =
        labelled(definition)
            .replace("\"execution.$\":\"$$.Execution.Id\"", "\"execution\":\"" + execution + '"')
            .replace("$$.Execution.Id", '\'' + execution + '\'');
    ObjectNode tree = (ObjectNode) tree(machine);
    return tree.put("StartAt", outermost(definition, task)).toString();
  }

  private static JsonNode tree(String definition) {
    return Json.tree(definition).orElseThrow();
  }

  private static void each(JsonNode machine, BiConsumer<String, JsonNode> taker) {
    machine
        .get("States")
        .properties()
        .forEach(
            state -> {
              if (state.getValue().path("Type").asText().equals("Task")) {
                taker.accept(state.getKey(), state.getValue());
              }
              if (state.getValue().has("ItemProcessor")) {
                each(state.getValue().get("ItemProcessor"), taker);
              }
              state.getValue().path("Branches").forEach(branch -> each(branch, taker));
            });
  }
}
