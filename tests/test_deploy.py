"""What `deploy/` says fits the bot, and the tools that will read it take it."""

import asyncio
import json
import re
import shlex
import shutil
import ssl
import subprocess
import sys
import tomllib
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from ipaddress import ip_address, ip_network
from pathlib import Path, PurePosixPath
from typing import Any, Self, cast

import aiohttp
import pytest
import yaml
from aiohttp import web
from sqlalchemy import make_url
from starlette.routing import Route
from yarl import URL

from bot.chat import web as bot_web
from bot.chat.application import _LONGEST_STOP_SECONDS
from bot.chat.metrics import Metrics
from bot.chat.web import WEBHOOK_PATH, Site
from bot.settings import _WEBHOOK_PORTS, Settings
from tests.bot_api.watch import LIMIT
from tests.conftest import ROOT
from tests.ports import free_port

DEPLOY = ROOT / "deploy"
SETTINGS = {name.upper() for name in Settings.model_fields}
OURS = SETTINGS | {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
FOREIGN = {
    "build": {"PYTHONDONTWRITEBYTECODE", "PIP_DISABLE_PIP_VERSION_CHECK", "PIP_NO_CACHE_DIR"},
    "postgres": {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"},
    "opensearchproject/opensearch": {
        "bootstrap.memory_lock",
        "cluster.initial_cluster_manager_nodes",
        "cluster.name",
        "discovery.seed_hosts",
        "node.name",
        "DISABLE_INSTALL_DEMO_CONFIG",
        "DISABLE_PERFORMANCE_ANALYZER_AGENT_CLI",
        "DISABLE_SECURITY_PLUGIN",
        "OPENSEARCH_JAVA_OPTS",
    },
}
"""The variables that others' images, and pip while ours is built, read."""

STOP_SECONDS = 10
"""Within which the bot ends after SIGTERM."""

PROOF = "X-Telegram-Bot-Api-Secret-Token"
SECRETS = {"TELEGRAM_TOKEN", "DATABASE_URL", "SEARCH_PASSWORD"}


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def routes() -> set[str]:
    """The paths that the bot serves."""

    async def receive(raw: Mapping[str, Any]) -> bool:
        return True

    site = Site({}, Metrics(), receive, "secret")
    return {route.path for route in site.routes if isinstance(route, Route)}


def lies_below(path: str, folder: str) -> bool:
    return PurePosixPath(path).is_relative_to(folder)


def test_every_file_begins_by_saying_what_it_is_for() -> None:
    for path in DEPLOY.iterdir():
        if path.is_file() and path.name != ".env":
            assert re.match(r"# \w.{30}", path.read_text(encoding="utf-8")), path


def test_what_is_secret_is_not_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert {".env", "deploy/certificates/"} <= set(ignored)


def pins(path: Path) -> set[str]:
    """The packages of a lock, with their versions."""
    return set(re.findall(r"^([a-z0-9-]+==[^ ]+)", path.read_text(), re.MULTILINE))


def test_the_image_has_what_is_locked_and_the_clients_of_both_servers() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras: dict[str, list[str]] = project["optional-dependencies"]
    clients = {re.split(r"[\[>=]", each)[0] for each in extras["postgres"] + extras["opensearch"]}
    image = pins(DEPLOY / "requirements.txt")
    assert pins(ROOT / "requirements.txt") < image
    assert {"psycopg", "opensearch-py"} <= clients <= {each.partition("==")[0] for each in image}
    assert not re.search(r"^-|://", text_of("requirements.txt"), re.MULTILINE)


# The image


@dataclass(frozen=True, slots=True)
class Instruction:
    name: str
    text: str

    @property
    def words(self) -> list[str]:
        """The command or paths in it, of the exec form, too."""
        start = self.text.find("[")
        if start < 0:
            return shlex.split(self.text)
        return cast("list[str]", json.loads(self.text[start:]))


@pytest.fixture(scope="module")
def stages() -> list[list[Instruction]]:
    """The instructions of a Dockerfile, by stage."""
    text = re.sub(r"^\s*#.*\n", "", text_of("Dockerfile"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    found: list[list[Instruction]] = []
    for name, _, rest in (line.partition(" ") for line in lines if line):
        if name == "FROM":
            found.append([])
        found[-1].append(Instruction(name, " ".join(rest.split())))
    return found


def of(stage: list[Instruction], name: str) -> list[Instruction]:
    return [each for each in stage if each.name == name]


def environment_of(stage: list[Instruction]) -> dict[str, str]:
    words = (word for each in of(stage, "ENV") for word in each.words)
    return dict(word.split("=", 1) for word in words)


def test_both_stages_have_the_same_base_with_its_full_version(
    stages: list[list[Instruction]],
) -> None:
    bases = {stage[0].words[0] for stage in stages}
    assert len(stages) == 2
    assert len(bases) == 1
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-slim-[a-z]+", bases.pop())


def test_the_image_has_exactly_what_is_locked(stages: list[list[Instruction]]) -> None:
    installs = [each.words for each in of(stages[0], "RUN") if "install" in each.words]
    locked, own = (words[words.index("install") + 1 :] for words in installs)
    assert locked == ["--require-hashes", "-r", "requirements.txt"]
    assert own == ["--no-deps", "."]


def test_the_last_stage_builds_nothing_and_fetches_nothing(
    stages: list[list[Instruction]],
) -> None:
    last = stages[-1]
    for each in of(last, "RUN"):
        assert not re.search(r"\b(apt|apt-get|pip|curl|wget|gcc)\b", each.text)
    assert all("--from=build" in each.text for each in of(last, "COPY"))
    assert not of(last, "ADD")


def test_the_image_is_run_by_a_numbered_user_and_hears_sigterm(
    stages: list[list[Instruction]],
) -> None:
    last = stages[-1]
    names = [each.name for each in last]
    (user,) = of(last, "USER")
    number = user.text.partition(":")[0]
    assert int(number) > 0
    assert names.index("USER") < names.index("ENTRYPOINT") < names.index("CMD")
    assert f"--uid {number} " in text_of("Dockerfile")
    assert [each.text for each in of(last, "STOPSIGNAL")] == ["SIGTERM"]
    for name in ("ENTRYPOINT", "CMD", "HEALTHCHECK"):
        (each,) = of(last, name)
        assert each.text.endswith("]"), f"{name} in the exec form"
    (entry,), (command,) = of(last, "ENTRYPOINT"), of(last, "CMD")
    assert [*entry.words, *command.words] == ["forum-bot", "run", "--webhook"]


def test_the_build_gets_what_the_dockerfile_copies_and_no_more(
    stages: list[list[Instruction]],
) -> None:
    first, *lines = [
        line for line in text_of("Dockerfile.dockerignore").splitlines() if line[:1] != "#"
    ]
    assert first == "*"
    sent = {line[1:] for line in lines if line.startswith("!")}
    copied = {word.rstrip("/") for each in of(stages[0], "COPY") for word in each.words[:-1]}
    assert sent == copied
    assert all((ROOT / name).exists() for name in copied)


def health_check(stages: list[list[Instruction]]) -> list[str]:
    (check,) = of(stages[-1], "HEALTHCHECK")
    return check.words


# Docker Compose


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load(text_of("compose.yaml")))


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, Any]:
    return cast("dict[str, Any]", compose["services"])


@pytest.fixture(scope="module")
def bots(services: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in services.items() if "build" in each}


def test_every_service_has_a_health_check_a_limit_and_is_restarted(
    services: dict[str, Any],
) -> None:
    assert len(services) == 7
    for name, service in services.items():
        assert service["healthcheck"]["test"][0] == "CMD", name
        assert re.fullmatch(r"\d+[mg]", service["mem_limit"]), name
        assert service["restart"] == "unless-stopped", name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["logging"]["options"].keys() == {"max-size", "max-file"}, name


def test_services_name_services_networks_and_volumes_that_there_are(
    compose: dict[str, Any], services: dict[str, Any]
) -> None:
    used = set()
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)
        assert set(service["networks"]) <= set(compose["networks"])
        sources = [volume.split(":")[0] for volume in service["volumes"]]
        used |= {source for source in sources if not source.startswith(".")}
        assert all(
            source in ("./certificates", "../corpus") or (DEPLOY / source).exists()
            for source in sources
            if source.startswith(".")
        )
    assert used == set(compose["volumes"])
    written = [volume for each in services.values() for volume in each["volumes"]]
    shared = [volume for volume in written if not volume.endswith(":ro")]
    assert len({volume.split(":")[0] for volume in shared}) == len(shared), "one writer each"


def test_what_the_bots_need_is_healthy_before_they_start(
    services: dict[str, Any], bots: dict[str, Any]
) -> None:
    servers = set(services) - set(bots) - {"nginx"}
    for bot in bots.values():
        assert bot["depends_on"] == {name: {"condition": "service_healthy"} for name in servers}


def test_nothing_but_nginx_can_be_reached_from_outside(
    compose: dict[str, Any], services: dict[str, Any], bots: dict[str, Any]
) -> None:
    assert [name for name, each in services.items() if "ports" in each] == ["nginx"]
    (published,) = services["nginx"]["ports"]
    assert int(published.split(":")[0]) in _WEBHOOK_PORTS
    assert compose["networks"]["back"]["internal"]
    assert list(services["nginx"]["networks"]) == ["front"]
    for name in set(services) - set(bots) - {"nginx"}:
        assert services[name]["networks"] == ["back"]
    assert all(
        "network_mode" not in each and "privileged" not in each for each in services.values()
    )


def test_the_bots_differ_only_in_their_address_and_cache(bots: dict[str, Any]) -> None:
    one, other = bots.values()
    assert {name for name in one if one[name] != other[name]} == {"networks", "volumes"}
    assert int(one["stop_grace_period"].removesuffix("s")) > STOP_SECONDS > _LONGEST_STOP_SECONDS
    assert one["read_only"]
    assert one["cap_drop"] == ["ALL"]
    assert one["init"]
    assert one["pull_policy"] == "never", "nobody else's image of that name"


def test_the_bots_read_the_corpus_and_write_below_their_volume(bots: dict[str, Any]) -> None:
    for bot in bots.values():
        mounted = {volume.split(":")[1]: volume for volume in bot["volumes"]}
        environment = bot["environment"]
        assert mounted[environment["CORPUS"]].endswith(":ro")
        (cache,) = set(mounted) - {environment["CORPUS"]}
        for name, folder in (("CACHE_FOLDER", cache), ("DATA_FOLDER", bot["tmpfs"])):
            assert environment[name] != folder, "the bot changes the mode of its own folder"
            assert lies_below(environment[name], folder)


def test_the_bots_reach_the_database_and_every_search_node(
    services: dict[str, Any], bots: dict[str, Any]
) -> None:
    environment = next(iter(bots.values()))["environment"]
    database = services["postgres"]["environment"]
    written = re.sub(r"\$\{(\w+)[^}]*\}", r"\1", environment["DATABASE_URL"])
    url = make_url(written)
    assert (url.host, url.port) == ("postgres", 5432)
    assert (url.username, url.database) == (database["POSTGRES_USER"], database["POSTGRES_DB"])
    assert url.password == "POSTGRES_PASSWORD"
    nodes = {name for name, each in services.items() if "opensearch" in each["image"]}
    addresses = [URL(each) for each in environment["SEARCH_URL"].split(",")]
    assert {(each.host, each.port) for each in addresses} == {(name, 9200) for name in nodes}
    for name in nodes:
        own = services[name]["environment"]
        assert own["node.name"] == name
        assert set(own["discovery.seed_hosts"].split(",")) == nodes
        assert set(own["cluster.initial_cluster_manager_nodes"].split(",")) == nodes
        assert "DISABLE_SECURITY_PLUGIN" in own, "so http, and only on the internal network"


def test_what_compose_wants_in_its_env_file_is_explained_at_its_head() -> None:
    head, _, rest = text_of("compose.yaml").partition("\nname:")
    wanted = set(re.findall(r"\$\{(\w+)", rest))
    assert wanted == {"RELEASE", "POSTGRES_PASSWORD"}
    assert all(f"{name}=" in head for name in wanted)
    assert all(f"${{{name}:?" in rest for name in wanted), "missing ones are told"


# Kubernetes


@dataclass(frozen=True, slots=True)
class Cluster:
    """The objects of kubernetes.yaml by kind; there is one of each."""

    objects: dict[str, Any]

    @property
    def deployment(self) -> Any:
        return self.objects["Deployment"]["spec"]

    @property
    def pod(self) -> Any:
        return self.deployment["template"]["spec"]

    @property
    def container(self) -> Any:
        (container,) = self.pod["containers"]
        return container

    @property
    def environment(self) -> dict[str, str]:
        return cast("dict[str, str]", self.objects["ConfigMap"]["data"])


@pytest.fixture(scope="module")
def cluster() -> Cluster:
    objects = list(yaml.safe_load_all(text_of("kubernetes.yaml")))
    kinds = {each["kind"]: each for each in objects}
    assert len(kinds) == len(objects)
    return Cluster(kinds)


def test_kubernetes_objects_have_the_fields_that_their_kinds_require(cluster: Cluster) -> None:
    """By hand: the tests' environment has no schema of them."""
    assert {kind: each["apiVersion"] for kind, each in cluster.objects.items()} == {
        "ConfigMap": "v1",
        "Deployment": "apps/v1",
        "Service": "v1",
        "PodDisruptionBudget": "policy/v1",
        "Ingress": "networking.k8s.io/v1",
    }
    for each in cluster.objects.values():
        assert each["metadata"]["name"] == "forum-bot"
        assert each.keys() - {"apiVersion", "kind", "metadata"} in ({"spec"}, {"data"})
    assert all(isinstance(value, str) for value in cluster.environment.values())
    assert {"selector", "template", "replicas", "strategy"} == cluster.deployment.keys()
    assert {"name", "image", "args", "ports", "resources"} < cluster.container.keys()


def test_kubernetes_selectors_and_ports_find_the_pods(cluster: Cluster) -> None:
    labels = cluster.deployment["template"]["metadata"]["labels"]
    service = cluster.objects["Service"]["spec"]
    assert cluster.deployment["selector"]["matchLabels"] == labels
    assert cluster.objects["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert service["selector"] == labels
    (port,) = cluster.container["ports"]
    assert port["containerPort"] == int(cluster.environment["PORT"])
    assert service["ports"][0]["targetPort"] == port["name"]
    (rule,) = cluster.objects["Ingress"]["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    assert path["backend"]["service"] == {
        "name": "forum-bot",
        "port": {"name": service["ports"][0]["name"]},
    }
    assert (path["path"], path["pathType"]) == (WEBHOOK_PATH, "Exact")
    assert URL(cluster.environment["WEBHOOK_URL"]).host == rule["host"]
    assert cluster.objects["Ingress"]["spec"]["tls"][0]["hosts"] == [rule["host"]]


def test_a_bot_is_always_there_in_kubernetes(cluster: Cluster) -> None:
    rolling = cluster.deployment["strategy"]["rollingUpdate"]
    assert rolling["maxUnavailable"] == 0
    assert rolling["maxSurge"] > 0
    budget = cluster.objects["PodDisruptionBudget"]["spec"]
    assert 0 < budget["minAvailable"] < cluster.deployment["replicas"]
    leaving = cluster.container["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert cluster.pod["terminationGracePeriodSeconds"] > leaving + STOP_SECONDS


def test_a_pod_has_no_rights_and_writes_only_to_volumes(
    cluster: Cluster, stages: list[list[Instruction]]
) -> None:
    user = int(of(stages[-1], "USER")[0].text.partition(":")[0])
    assert cluster.pod["securityContext"]["runAsUser"] == user
    assert cluster.pod["securityContext"]["runAsNonRoot"]
    assert cluster.container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert cluster.container["resources"]["limits"]["memory"]
    volumes = {each["name"]: each for each in cluster.pod["volumes"]}
    mounts = {each["name"]: each for each in cluster.container["volumeMounts"]}
    assert volumes.keys() == mounts.keys()
    environment = cluster.environment
    assert environment["CORPUS"] == mounts["corpus"]["mountPath"]
    assert mounts["corpus"]["readOnly"]
    for name, volume in (("CACHE_FOLDER", "cache"), ("DATA_FOLDER", "tmp")):
        assert environment[name] != mounts[volume]["mountPath"]
        assert lies_below(environment[name], mounts[volume]["mountPath"])
        assert "emptyDir" in volumes[volume]
    assert lies_below(environment["SEARCH_CA"], mounts["search-ca"]["mountPath"])


def test_what_is_secret_is_in_secrets_that_the_head_explains(cluster: Cluster) -> None:
    head = text_of("kubernetes.yaml").partition("\n---\n")[0].partition("apiVersion:")[0]
    joined = re.sub(r"\\\n#\s*", "", head)
    created = re.findall(r"create secret \w+ ([\w-]+) (.*)", joined)
    named = {
        each["secretRef"]["name"] for each in cluster.container["envFrom"] if "secretRef" in each
    }
    named |= {each["secret"]["secretName"] for each in cluster.pod["volumes"] if "secret" in each}
    named.add(cluster.objects["Ingress"]["spec"]["tls"][0]["secretName"])
    assert {name for name, _ in created} == named
    assert set(re.findall(r"--from-literal=(\w+)=", joined)) == SECRETS
    assert not SECRETS & cluster.environment.keys()
    ca = PurePosixPath(cluster.environment["SEARCH_CA"]).name
    assert f"--from-file={ca}" in joined


# What all of them say


def test_every_variable_is_a_setting_or_one_of_a_named_image(
    stages: list[list[Instruction]], services: dict[str, Any], cluster: Cluster
) -> None:
    assert environment_of(stages[0]).keys() <= FOREIGN["build"]
    assert environment_of(stages[-1]).keys() <= OURS
    assert cluster.environment.keys() | SECRETS <= OURS
    variables = [each for each in unit() if each[0] == "Environment"]
    assert {each.split("=")[0] for _, line in variables for each in line.split()} <= OURS
    for name, service in services.items():
        image = service["image"].partition(":")[0]
        known = OURS if image == "forum-bot" else FOREIGN.get(image, set())
        assert service.get("environment", {}).keys() <= known, name


def test_images_are_pinned(services: dict[str, Any], cluster: Cluster) -> None:
    images = {each["image"] for each in services.values()} | {cluster.container["image"]}
    assert len(images) == 5
    for image in images:
        tag = image.partition(":")[2]
        assert re.match(r"\d+\.\d+|\$\{RELEASE:\?", tag), image


def test_what_asks_the_bot_for_its_health_asks_for_what_it_serves(
    stages: list[list[Instruction]], bots: dict[str, Any], cluster: Cluster
) -> None:
    served = routes()
    probes = {
        name: cluster.container[f"{name}Probe"] for name in ("startup", "liveness", "readiness")
    }
    paths = {name: each["httpGet"]["path"] for name, each in probes.items()}
    assert paths == {"startup": "/healthz", "liveness": "/healthz", "readiness": "/readyz"}
    (port,) = cluster.container["ports"]
    assert all(each["httpGet"]["port"] == port["name"] for each in probes.values())
    checks = [health_check(stages), *(each["healthcheck"]["test"] for each in bots.values())]
    asked = [path for check in checks for path in re.findall(r"['\"](/\w+)['\"]", check[-1])]
    assert asked == ["/healthz", "/readyz", "/readyz"]
    assert {*paths.values(), *asked, WEBHOOK_PATH} <= served
    assert environment_of(stages[-1])["PORT"] == of(stages[-1], "EXPOSE")[0].text


@pytest.mark.server
@pytest.mark.parametrize("kind", ["Dockerfile", "compose"])
async def test_a_health_check_succeeds_only_if_the_bot_says_so(
    kind: str,
    stages: list[list[Instruction]],
    bots: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = (
        health_check(stages) if kind == "Dockerfile" else bots["bot-1"]["healthcheck"]["test"][1:]
    )
    python, option, code = words
    assert (python, option) == ("python", "-c")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with TinyBot() as bot:
        monkeypatch.setenv("PORT", str(bot.port))
        code = code.replace("8080", str(bot.port))
        assert await status_of(sys.executable, option, code) == 0
        bot.status = 503
        assert await status_of(sys.executable, option, code) != 0
    assert await status_of(sys.executable, option, code) != 0


async def status_of(*command: str) -> int:
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
    return await asyncio.wait_for(process.wait(), LIMIT)


# systemd


def unit(text: str | None = None) -> list[tuple[str, str]]:
    """The directives of the unit in their order."""
    lines = (text or text_of("forum-bot.service")).splitlines()
    directives = [line for line in lines if line and line[0] not in "#["]
    assert all(re.match(r"[A-Z][A-Za-z]+=", line) for line in directives)
    return [cast("tuple[str, str]", tuple(line.split("=", 1))) for line in directives]


def test_the_unit_runs_reloads_and_stops_the_bot() -> None:
    found = dict(unit())
    assert found["ExecStart"].split()[1:] == ["run"]
    assert Path(found["ExecStart"].split()[0]).name == "forum-bot"
    assert found["ExecReload"] == "/bin/kill -HUP $MAINPID"
    assert int(found["TimeoutStopSec"].removesuffix("s")) > STOP_SECONDS
    assert found["EnvironmentFile"].startswith("/etc/")
    head = text_of("forum-bot.service").partition("[Unit]")[0]
    assert found["EnvironmentFile"] in head
    assert found["ExecStart"].split()[0].removesuffix("/bin/forum-bot") in head


def test_the_unit_gives_the_bot_two_folders_and_no_rights() -> None:
    directives = unit()
    found = dict(directives)
    assert found["DynamicUser"] == "yes"
    folders = next(value for name, value in directives if name == "Environment").split()
    assert folders == [
        f"CACHE_FOLDER=%C/{found['CacheDirectory']}",
        f"DATA_FOLDER=%S/{found['StateDirectory']}",
    ]
    assert found["ProtectSystem"] == "strict"
    assert not found["CapabilityBoundingSet"]
    protections = [
        *("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "RestrictNamespaces"),
        *("ProtectKernelTunables", "ProtectKernelModules", "ProtectControlGroups"),
    ]
    assert {found[name] for name in protections} == {"yes"}


@pytest.mark.server
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_understands_the_unit_and_finds_it_safe(tmp_path: Path) -> None:
    path = tmp_path / "forum-bot.service"
    program = dict(unit())["ExecStart"].split()[0]
    installed = text_of("forum-bot.service").replace(program, sys.executable)
    verify = ["systemd-analyze", "verify", "--man=no", str(path)]
    path.write_text(installed.replace("UMask=", "NoSuchDirective="))
    assert "Unknown key" in ran(*verify).stderr, "it would tell"
    path.write_text(installed)
    done = ran(*verify)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    safety = ran("systemd-analyze", "security", "--offline=true", "--threshold=20", str(path))
    assert safety.returncode == 0, safety.stdout


def ran(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)


# nginx


def test_nginx_names_the_bots_and_nothing_that_is_not_there(
    compose: dict[str, Any], services: dict[str, Any], bots: dict[str, Any]
) -> None:
    text = text_of("nginx.conf")
    servers = dict(re.findall(r"^\s+server ([\w-]+):(\d+)", text, re.MULTILINE))
    assert servers == {name: each["environment"]["PORT"] for name, each in bots.items()}
    (network,) = compose["networks"]["front"]["ipam"]["config"]
    hosts = dict(each.split(":") for each in services["nginx"]["extra_hosts"])
    for name, bot in bots.items():
        assert hosts[name] == bot["networks"]["front"]["ipv4_address"]
        assert ip_address(hosts[name]) in ip_network(network["subnet"])
    mounted = [volume.split(":")[1] for volume in services["nginx"]["volumes"]]
    assert "/etc/nginx/nginx.conf" in mounted
    for path in re.findall(r"ssl_certificate\w* (\S+);", text):
        assert any(lies_below(path, folder) for folder in mounted)
    assert f"location = {WEBHOOK_PATH} {{" in text
    (published,) = services["nginx"]["ports"]
    assert f"listen {published.split(':')[1]} ssl;" in text
    assert "client_max_body_size 1m;" in text
    assert bot_web._LONGEST == 1 << 20
    asked = URL(services["nginx"]["healthcheck"]["test"][-1])
    assert f"listen {asked.host}:{asked.port};" in text
    assert f"location = {asked.path} {{" in text


def test_only_the_webhook_is_tried_again() -> None:
    text = text_of("nginx.conf")
    locations = re.split(r"(?=location )", text)[1:]
    (webhook,) = [each for each in locations if "proxy_pass" in each]
    assert webhook.startswith(f"location = {WEBHOOK_PATH} ")
    assert "proxy_next_upstream error timeout http_502 http_503 non_idempotent;" in webhook
    assert text.count("proxy_next_upstream ") == 1


@dataclass(slots=True)
class TinyBot:
    """A server that notes what it gets, and answers with a status."""

    port: int = field(default_factory=free_port)
    status: int = 200
    got: list[tuple[str, str, str, bytes]] = field(default_factory=list)
    runner: web.AppRunner = field(init=False)

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=1 << 22)
        application.router.add_route("*", "/{path:.*}", self._handle)
        self.runner = web.AppRunner(application, access_log=None)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", self.port).start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.runner.cleanup()

    async def _handle(self, request: web.Request) -> web.Response:
        proof = request.headers.get(PROOF, "")
        self.got.append((request.method, request.path, proof, await request.read()))
        return web.Response(status=self.status)


def missing_for_nginx() -> str:
    """Which of the programs that these tests need is not installed."""
    return next((name for name in ("nginx", "openssl") if not shutil.which(name)), "")


needs_nginx = pytest.mark.skipif(
    bool(missing_for_nginx()), reason=f"{missing_for_nginx()} is not installed"
)


@dataclass(slots=True)
class Nginx:
    """nginx with the configuration of `deploy/`, at free ports of this machine."""

    folder: Path
    ports: tuple[int, int]
    port: int = field(default_factory=free_port)
    health_port: int = field(default_factory=free_port)

    def write(self) -> list[str]:
        """Writes what it needs; returns the command that starts it."""
        text = text_of("nginx.conf")
        places = {
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "listen 127.0.0.1:8081;": f"listen 127.0.0.1:{self.health_port};",
            "server bot-1:8080 ": f"server 127.0.0.1:{self.ports[0]} ",
            "server bot-2:8080 ": f"server 127.0.0.1:{self.ports[1]} ",
            "pid /tmp/nginx.pid;": f"pid {self.folder}/nginx.pid;",
            "/etc/nginx/certificates/fullchain.pem": str(self.certificate),
            "/etc/nginx/certificates/privkey.pem": f"{self.folder}/privkey.pem",
            "\nhttp {\n": "\nhttp {\n" + "".join(self._temporary_folders()),
        }
        for there, here in places.items():
            assert text.count(there) == 1, there
            text = text.replace(there, here)
        (self.folder / "nginx.conf").write_text(text)
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        name = ["-subj", "/CN=bot", "-addext", "subjectAltName=IP:127.0.0.1"]
        files = ["-keyout", f"{self.folder}/privkey.pem", "-out", str(self.certificate)]
        done = ran("openssl", "req", "-x509", "-days", "2", *key, *name, *files)
        assert done.returncode == 0, done.stderr
        return ["nginx", "-e", "stderr", "-p", str(self.folder), "-c", f"{self.folder}/nginx.conf"]

    def _temporary_folders(self) -> Iterator[str]:
        """Those of nginx itself only root may write to."""
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
            yield f"{kind}_temp_path {self.folder}/{kind};\n"

    @property
    def certificate(self) -> Path:
        return self.folder / "fullchain.pem"


@dataclass(slots=True)
class Front:
    """nginx before two tiny bots, and a client that trusts its certificate."""

    nginx: Nginx
    bots: tuple[TinyBot, TinyBot]
    session: aiohttp.ClientSession

    async def asked(self, method: str, path: str, body: bytes | BytesIO = b"") -> int:
        address = f"https://127.0.0.1:{self.nginx.port}{path}"
        async with self.session.request(
            method, address, data=body, headers={PROOF: "secret"}
        ) as response:
            await response.read()
            return response.status


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with TinyBot() as one, TinyBot() as other:
        nginx = Nginx(tmp_path, (one.port, other.port))
        process = await asyncio.create_subprocess_exec(
            *nginx.write(), "-g", "daemon off;", stderr=asyncio.subprocess.DEVNULL
        )
        tls = ssl.create_default_context(cafile=str(nginx.certificate))
        connector = aiohttp.TCPConnector(ssl=tls)
        try:
            await answering(nginx.health_port)
            async with aiohttp.ClientSession(connector=connector) as session:
                yield Front(nginx, (one, other), session)
        finally:
            process.terminate()
            await asyncio.wait_for(process.wait(), LIMIT)


async def answering(port: int) -> None:
    """Waits until nginx answers its own health check."""
    async with asyncio.timeout(LIMIT), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/alive") as response:
                    assert response.status == 200
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


@pytest.mark.server
@needs_nginx
def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    nginx = Nginx(tmp_path, (free_port(), free_port()))
    done = ran(*nginx.write(), "-t")
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr.replace('"user" directive', "")


@pytest.mark.server
@needs_nginx
async def test_what_one_bot_cannot_take_goes_to_the_other(front: Front) -> None:
    one, other = front.bots
    one.status = 503
    bodies = [b'{"update_id": %d}' % number for number in range(4)]
    for body in bodies:
        assert await front.asked("POST", WEBHOOK_PATH, body) == 200
    assert one.got
    assert other.got == [("POST", WEBHOOK_PATH, "secret", body) for body in bodies]


@pytest.mark.server
@needs_nginx
async def test_updates_are_shared_between_the_bots(front: Front) -> None:
    for _ in range(6):
        assert await front.asked("POST", WEBHOOK_PATH, b"{}") == 200
    assert [len(bot.got) for bot in front.bots] == [3, 3]


@pytest.mark.server
@needs_nginx
async def test_telegram_hears_that_no_bot_takes_an_update_and_sends_it_later(front: Front) -> None:
    for bot in front.bots:
        bot.status = 503
    assert await front.asked("POST", WEBHOOK_PATH, b"{}") == 503
    assert [len(bot.got) for bot in front.bots] == [1, 1]
    for bot in front.bots:
        bot.status = 200
    async with asyncio.timeout(LIMIT):
        while await front.asked("POST", WEBHOOK_PATH, b"{}") != 200:
            await asyncio.sleep(0.2)


@pytest.mark.server
@needs_nginx
async def test_what_a_bot_refuses_is_refused_at_once(front: Front) -> None:
    for bot in front.bots:
        bot.status = 403
    assert await front.asked("POST", WEBHOOK_PATH, b"{}") == 403
    assert sum(len(bot.got) for bot in front.bots) == 1


@pytest.mark.server
@needs_nginx
async def test_nothing_but_the_webhook_is_public(front: Front) -> None:
    for path in (
        "/",
        "/metrics",
        "/healthz",
        "/readyz",
        "/alive",
        f"{WEBHOOK_PATH}/",
        "//telegram/",
    ):
        assert await front.asked("GET", path) == 404, path
        assert await front.asked("POST", path, b"{}") == 404, path
    assert await front.asked("GET", WEBHOOK_PATH) == 403
    assert await front.asked("POST", WEBHOOK_PATH, BytesIO(bytes((1 << 20) + 1))) == 413
    assert not any(bot.got for bot in front.bots)


@pytest.mark.server
@needs_nginx
async def test_a_bot_that_is_gone_is_not_missed(front: Front) -> None:
    gone, there = front.bots
    await gone.runner.cleanup()
    for _ in range(4):
        assert await front.asked("POST", WEBHOOK_PATH, b"{}") == 200
    assert len(there.got) == 4


# The page about it


def test_the_page_about_scaling_names_what_there_is() -> None:
    text = (ROOT / "docs/scaling.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        assert "://" in link or (ROOT / "docs" / link).exists(), link
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)*)`", text)) - {"LISTEN", "POST"}
    assert named
    assert named <= OURS | {"RELEASE", "POSTGRES_PASSWORD"}
