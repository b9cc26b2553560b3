package io.openwlm.core.token;

import io.openwlm.core.token.LedgerPicture.Node;
import io.openwlm.core.token.SignalPolicy.Stop;
import io.openwlm.model.decision.ReasonCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A picture of the ledger with its tree: who is above whom. */
final class PictureTree {
  final LedgerPicture picture;
  private final Map<String, Node> byName = new HashMap<>();

  PictureTree(LedgerPicture picture) {
    this.picture = picture;
    picture.nodes().forEach(n -> byName.put(n.name(), n));
  }

  private @Nullable Node parent(Node node) {
    String parent = node.budget().parent();
    return parent == null ? null : byName.get(parent);
  }

  /** A budget and all above it, itself first. */
  List<Node> path(Node node) {
    List<Node> path = new ArrayList<>();
    for (Node n = node; n != null; n = parent(n)) {
      path.add(n);
    }
    return path;
  }

  /** The agents by the budget at their root, in the order of the definition. */
  Map<Node, List<Node>> agentsByRoot() {
    Map<Node, List<Node>> pools = new LinkedHashMap<>();
    for (Node node : picture.nodes()) {
      if (node.agent() != null) {
        pools.computeIfAbsent(path(node).getLast(), _ -> new ArrayList<>()).add(node);
      }
    }
    return pools;
  }

  /** Why a budget is stopped: everything, itself or one above; null if it is not. */
  @Nullable Stop stop(Node node) {
    String all = picture.stopped();
    if (all != null) {
      return new Stop(ReasonCode.OPERATOR, all);
    }
    for (Node n : path(node)) {
      String reason = n.stopped();
      if (reason != null) {
        boolean anomaly = reason.startsWith(AnomalySwitch.MARK);
        return new Stop(anomaly ? ReasonCode.BURN_ANOMALY : ReasonCode.OPERATOR, reason);
      }
    }
    return null;
  }
}
