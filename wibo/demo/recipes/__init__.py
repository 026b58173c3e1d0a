"""The five invented towns, each at another stage today."""

from wibo.demo.recipes.brzezina import BRZEZINA
from wibo.demo.recipes.jodlow import JODLOW
from wibo.demo.recipes.lipowo import LIPOWO
from wibo.demo.recipes.olszany import OLSZANY
from wibo.demo.recipes.sosnowice import SOSNOWICE
from wibo.invented.recipe import Recipe

RECIPES: dict[str, Recipe] = {
    recipe.slug: recipe for recipe in (LIPOWO, JODLOW, BRZEZINA, SOSNOWICE, OLSZANY)
}
