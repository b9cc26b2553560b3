package io.openwlm.server.api;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.core.port.PolicyControl.Activation;
import io.openwlm.core.port.PolicyControl.Revision;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.ResourceGroup;
import io.openwlm.model.definition.ResourceGroupType;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.status.ReportClassStatus;
import io.openwlm.model.status.ResourceGroupStatus;
import io.openwlm.server.api.view.ActivePolicyView;
import io.openwlm.server.api.view.EmptyList;
import io.openwlm.server.api.view.HistoryEntry;
import io.openwlm.server.api.view.HistoryPage;
import io.openwlm.server.api.view.PolicyList;
import io.openwlm.server.api.view.PolicyView;
import io.openwlm.server.api.view.ReportClassList;
import io.openwlm.server.api.view.ReportClassView;
import io.openwlm.server.api.view.ResourceGroupList;
import io.openwlm.server.api.view.ResourceGroupView;
import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Call;
import io.openwlm.server.http.HttpProblem;
import io.openwlm.server.http.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the definition and the policy in force hold. */
final class ObjectRoutes {
  private static final String COUNTED_ONCE_MORE =
      "Processes of service classes, counted once more; transactions are told per service class"
          + " only.";
  private static final String IN_CPUS =
      "Minimum and maximum are kept in CPUs of this machine; memory limits are not enforced.";

  private final PolicyControl policies;
  private final ManagerControl manager;

  ObjectRoutes(ApiPorts ports) {
    manager = ports.manager();
    policies = ports.policies();
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (String path : List.of("/api/v1/policy", "/api/wlm/policy")) {
      routes.add(Route.get(path, _ -> Views.answer(policy())));
    }
    for (String path : List.of("/api/v1/resourcegroups", "/api/wlm/resource-groups")) {
      routes.add(Route.get(path, _ -> Views.answer(resourceGroups())));
    }
    for (String kind : List.of("initiators", "enclaves")) {
      EmptyList none = new EmptyList(List.of(), "OpenWLM does not manage " + kind + " yet.");
      routes.add(Route.get("/api/v1/" + kind, _ -> Views.answer(none)));
      routes.add(Route.get("/api/wlm/" + kind, _ -> Views.answer(none)));
    }
    routes.add(Route.get("/api/v1/policies", _ -> Views.answer(policies())));
    routes.add(Route.get("/api/v1/reportclasses", _ -> Views.answer(reportClasses())));
    routes.add(Route.get("/api/v1/history", this::history, Paging.LIMIT, Paging.CONTINUE));
    return routes;
  }

  private ServiceDefinition definition(long revision) {
    return policies
        .definition(revision)
        .orElseThrow(() -> HttpProblem.notFound("revision " + revision + " is not kept"));
  }

  private ServiceDefinition inForce() {
    return definition(policies.active().revision());
  }

  private ActivePolicyView policy() {
    Activation active = policies.active();
    ServicePolicy policy =
        definition(active.revision())
            .policy(active.policy())
            .orElseThrow(() -> HttpProblem.notFound("the policy in force is not kept"));
    return new ActivePolicyView(
        StatusRoutes.view(active),
        policy.description(),
        policy.classOverrides().stream().map(ServicePolicy.ClassOverride::serviceClass).toList(),
        policy.resourceGroupOverrides().stream().map(ServicePolicy.GroupOverride::group).toList());
  }

  private PolicyList policies() {
    Revision installed = policies.installed();
    Activation active = policies.active();
    return new PolicyList(
        definition(installed.number()).policies().stream()
            .map(p ->
                new PolicyView(
                    p.name(),
                    p.description(),
                    active.revision() == installed.number() && active.policy().equals(p.name()),
                    p.classOverrides().size()
                        + p.resourceGroupOverrides().size()
                        + p.tenantResourceGroupOverrides().size()))
            .toList());
  }

  private ReportClassList reportClasses() {
    return new ReportClassList(
        inForce().classes().reportClasses().stream()
            .map(r ->
                new ReportClassView(
                    r.name(), r.description(), r.tenantResourceGroup(), measured(r.name())))
            .toList(),
        COUNTED_ONCE_MORE);
  }

  private @Nullable ReportClassStatus measured(String name) {
    return manager.status().reportClasses().stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private ResourceGroupList resourceGroups() {
    ServiceDefinition d = ActivePolicy.of(inForce(), policies.active().policy()).effective();
    return new ResourceGroupList(
        d.classes().resourceGroups().stream()
            .map(g -> group(g, d, measuredGroup(g.name())))
            .toList(),
        IN_CPUS);
  }

  private @Nullable ResourceGroupStatus measuredGroup(String name) {
    return manager.status().resourceGroups().stream()
        .filter(g -> g.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static ResourceGroupView group(
      ResourceGroup g, ServiceDefinition d, @Nullable ResourceGroupStatus measured) {
    ResourceGroupType type = g.limits().type();
    return new ResourceGroupView(
        g.name(),
        g.description(),
        type == null ? null : type.key(),
        g.limits().minimum(),
        g.limits().maximum(),
        g.limits().memoryLimitGigabytes(),
        d.serviceClasses().stream()
            .filter(c -> g.name().equals(c.attributes().resourceGroup()))
            .map(ServiceClass::name)
            .toList(),
        measured);
  }

  private Answer history(Call call) {
    List<HistoryEntry> entries = new ArrayList<>();
    for (Revision r : policies.history()) {
      entries.add(
          new HistoryEntry(
              "install",
              Times.of(r.atEpochMillis()),
              r.definition(),
              r.number(),
              r.byUser(),
              r.bySystem()));
    }
    for (ActivationEntry a : policies.activations()) {
      entries.add(
          new HistoryEntry(
              kind(a.event().what()),
              Times.of(a.event().atEpochMillis()),
              a.held().policy(),
              a.held().revision(),
              a.event().byUser(),
              a.event().bySystem()));
    }
    entries.sort(Comparator.comparing(HistoryEntry::at).reversed());
    return Views.answer(
        Paging.of(
            call,
            entries,
            e -> e.at() + "-" + e.kind() + "-" + e.revision(),
            (items, next) ->
                new HistoryPage(
                    items, next, "The subject: a definition, or the policy in force.")));
  }

  private static String kind(ActivationEntry.What what) {
    return switch (what) {
      case ACTIVATED -> "activate";
      case CONFIRMED -> "confirm";
      case ROLLED_BACK -> "roll-back";
      case EXPIRED -> "expire";
      case FAILED -> "fail";
      case DEACTIVATED -> "deactivate";
    };
  }
}
